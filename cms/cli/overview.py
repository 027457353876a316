"""What ``huiyinbi`` says without a command, or with one it does not know."""

from __future__ import annotations

import difflib

from cms.translating import gettext_noop, translator

#: Our commands in the order in which an office meets them, each with what it does.
COMMANDS = {
    "demo": gettext_noop("load the demo, build the site, serve site and CMS"),
    "setup": gettext_noop("set up an installation or bring it to a new version"),
    "import": gettext_noop("import a ledger, or volunteers and their services"),
    "serve": gettext_noop("serve the site and the CMS"),
    "worker": gettext_noop("keep search and site up to date, as a process of its own"),
    "build": gettext_noop("bring search and site up to date; check or explain the site"),
    "search": gettext_noop("search the public records"),
    "trace": gettext_noop("the way of one record, from row or draft to page"),
    "privacy": gettext_noop("find personal data in a file"),
    "purge": gettext_noop("delete private data of cases closed long ago"),
    "hours": gettext_noop("volunteers' hours: check, sum, export"),
    "certificate": gettext_noop("issue or check a volunteer's certificate"),
    "log": gettext_noop("the signed log: key, checkpoint, verify, purge"),
    "dump": gettext_noop("everything that was published, as one file"),
    "backup": gettext_noop("database, pictures and uploads as one file"),
    "restore": gettext_noop("put a backup into a data folder and build the site"),
    "move-database": gettext_noop("from SQLite to PostgreSQL"),
    "reindex": gettext_noop("make the search index anew"),
    "token": gettext_noop("tokens of the editors' API"),
    "doctor": gettext_noop("what is configured, what is wrong, how to mend it"),
}


def overview() -> str:
    """Return one line a command, for people."""
    _ = translator()  # works before Django has loaded its apps
    lines = [_("Usage: huiyinbi COMMAND …    (huiyinbi COMMAND --help says more)"), ""]
    lines += [f"  {name:13} {_(does)}" for name, does in COMMANDS.items()]
    return "\n".join([*lines, "", _("Commands of Django and Wagtail: huiyinbi help --commands")])


def unknown(name: str, known: list[str]) -> str:
    """Return the sentence for a command that is none of ``known``, with the nearest of them."""
    _ = translator()
    near = difflib.get_close_matches(name, [*COMMANDS, *known], n=1)
    told = _("There is no command %(name)s.") % {"name": name}
    if near:
        told += _(" Did you mean %(near)s?") % {"near": near[0]}
    return told + _(" huiyinbi --help lists them.")
