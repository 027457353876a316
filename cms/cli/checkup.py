"""What is configured and what is wrong, in plain words, for ``huiyinbi doctor``."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.cli.witnessing import NoWitness, witnessed
from cms.cli.work import Projections, public_path, site_settings
from cms.finding import indexing
from cms.publication.log_table.projection import last_seq
from cms.publication.log_table.protection import GUARD
from cms.settings import environment
from cms.settings.environment import SETTINGS
from cms.translating import translator
from publisher.build import current_root
from publisher.build import is_outdated as is_site_outdated
from publisher.settings import SettingsError
from publisher.transparency.keys import find_signer
from publisher.transparency.notes import KeyFault
from publisher.transparency.sources import Folder, SourceFault
from publisher.transparency.verify import verify
from search.engine import AddressFault, EngineUnavailable
from search.engines.sqlite_opening import is_outdated as is_index_outdated
from search.fallback import FallbackEngine

_SECRET = ("KEY", "PASSWORD")


@dataclass(frozen=True)
class Finding:
    """One line of the check-up. ``ok`` is False where something must be done."""

    name: str
    ok: bool
    text: str


def settings_in_use() -> dict[str, str]:
    """Return each setting with its value; secrets and passwords are not shown."""
    shown = {}
    for setting in SETTINGS:
        value = os.environ.get(setting.name, "")
        if value and any(word in setting.name for word in _SECRET):
            value = "***"
        elif "@" in value:
            scheme, _sep, rest = value.partition("://")
            value = f"{scheme}://***@{rest.rpartition('@')[2]}"
        shown[setting.name] = value or setting.default
    return shown


def checkup() -> Iterator[Finding]:
    """Yield one finding after the other; none of them stops the others."""
    for name, check in _CHECKS:
        try:
            yield check(name())
        except AddressFault as error:
            yield Finding(name(), False, _(str(error)))
        except (DatabaseError, sqlite3.Error, OSError, EngineUnavailable, SettingsError) as error:
            yield Finding(name(), False, str(error))


def _home(name: str) -> Finding:
    home = Path(settings.HUIYINBI_HOME)
    if not os.access(home, os.W_OK):
        return Finding(name, False, _("%(path)s cannot be written to.") % {"path": home})
    free = shutil.disk_usage(home).free / 2**30
    text = _("%(path)s, %(free).1f GB free") % {"path": home, "free": free}
    return Finding(name, free > 1, text)


def _fts5(name: str) -> Finding:
    version = sqlite3.sqlite_version
    try:
        sqlite3.connect(":memory:").execute("create virtual table t using fts5(x)")
    except sqlite3.Error:
        return Finding(name, False, _("SQLite %(version)s has no FTS5.") % {"version": version})
    return Finding(name, True, f"SQLite {version}, FTS5")


def _database(name: str) -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        text = _("%(n)d migrations are missing. Run: huiyinbi setup") % {"n": len(plan)}
        return Finding(name, False, text)
    return Finding(name, True, connection.vendor)


def _users(name: str) -> Finding:
    active = get_user_model().objects.filter(is_active=True, is_superuser=False)
    lost = active.exclude(Q(scope__whole_office=True) | Q(scope__areas__isnull=False))
    names = "、".join(lost.order_by("username").values_list("username", flat=True)[:10])
    if names:
        text = _("Without an area of work, so they see no case: %(names)s") % {"names": names}
        return Finding(name, False, text)
    return Finding(name, True, _("%(n)d, each with an area of work") % {"n": active.count()})


def _log(name: str) -> Finding:
    head = last_seq()
    projections = Projections()
    copied = projections.store.head()
    projections.close()
    text = _("%(head)d entries, %(copied)d in the public store") % {
        "head": head,
        "copied": copied,
    }
    if copied < head:
        text += _("; run: huiyinbi build")
    return Finding(name, copied >= head, text)


def _search(name: str) -> Finding:
    path = public_path()
    if path.is_file() and is_index_outdated(path):
        # Not opened: that would empty it, and it can answer until the next build.
        text = _("The index was made by an older version. Run: huiyinbi build")
        return Finding(name, False, text)
    projections = Projections()
    engine = projections.engine
    head, cursor = projections.store.head(), engine.cursor()
    reached = _("up to entry %(cursor)d of %(head)d") % {"cursor": cursor, "head": head}
    projections.close()
    if isinstance(engine, FallbackEngine) and (fault := engine.fault()):
        text = _("%(main)s does not answer, %(spare)s stands in: %(why)s") % {
            "main": engine.name,
            "spare": engine.spare.name,
            "why": fault,
        }
        return Finding(name, False, f"{text}; {reached}")
    if isinstance(engine, FallbackEngine) and engine.main.is_outdated():
        text = _("The index was made by an older version. Run: huiyinbi reindex")
        return Finding(name, False, f"{engine.name}: {text}")
    if cursor < head:
        reached += _("; run: huiyinbi build")
    return Finding(name, cursor >= head, f"{engine.name}: {engine.health()}; {reached}")


def _private_search(name: str) -> Finding:
    waiting, outdated = indexing.waiting(), indexing.is_outdated()
    text = _("%(n)d changes wait for the worker") % {"n": waiting}
    if outdated:
        text = _("made by an older version. Run: huiyinbi reindex --private")
    return Finding(name, not outdated, text)


def _site(name: str) -> Finding:
    home = Path(settings.HUIYINBI_HOME)
    root = current_root(home)
    if not (root / "index.html").exists():
        return Finding(name, False, _("No site yet. Run: huiyinbi build"))
    if is_site_outdated(home, site_settings()):
        text = _("Built by an older version, or with other settings. Run: huiyinbi build")
        return Finding(name, False, text)
    return Finding(name, True, str(root.resolve()))


def _address(name: str) -> Finding:
    if address := environment.read("SITE_URL"):
        return Finding(name, True, address)
    text = _(
        "SITE_URL is not set: contact cards and certificates have no QR code, feeds and citations "
        "no full address."
    )
    return Finding(name, False, text)


def _store(name: str) -> Finding:
    path = public_path()
    if not path.exists():
        return Finding(name, False, _("%(path)s is missing. Run: huiyinbi build") % {"path": path})
    return Finding(name, True, f"{path}, {path.stat().st_size / 2**20:.1f} MB")


def _signed_log(name: str) -> Finding:
    home = Path(settings.HUIYINBI_HOME)
    try:
        signer = find_signer(os.environ, home)
        if signer is None:
            return Finding(name, False, _("There is no key yet. Run: huiyinbi log keygen"))
        report = verify(Folder(current_root(home)), [signer.verifier], records=False)
    except (KeyFault, SourceFault) as error:
        return Finding(name, False, str(error))
    if report.problems:
        return Finding(name, False, report.problems[0].text(translator()))
    text = _("%(entries)d entries verify with the key %(key)s") % vars(report)
    return Finding(name, True, text)


def _witnesses(name: str) -> Finding:
    try:
        report = witnessed()
    except NoWitness as error:
        return Finding(name, False, str(error))
    if report is None:
        return Finding(name, True, _("none; the log is watched by those who keep checkpoints"))
    if report["missing"]:
        text = _("Have not cosigned the checkpoint: %(names)s. Run: huiyinbi log witness")
        return Finding(name, False, text % {"names": "、".join(report["missing"])})
    names = "、".join(one["witness"] for one in report["cosigned"])
    return Finding(name, True, _("The checkpoint is cosigned by %(names)s") % {"names": names})


def _protection(name: str) -> Finding:
    if gone := GUARD.missing(connection):
        text = _("The database no longer guards the log (%(names)s). Run: huiyinbi setup")
        return Finding(name, False, text % {"names": ", ".join(sorted(gone))})
    return Finding(name, True, _("The database refuses changes of published entries."))


_CHECKS: tuple[tuple[Callable[[], str], Callable[[str], Finding]], ...] = (
    (lambda: _("Data folder"), _home),
    (lambda: "SQLite", _fts5),
    (lambda: _("Private database"), _database),
    (lambda: _("Public store"), _store),
    (lambda: _("Users"), _users),
    (lambda: _("Publication log"), _log),
    (lambda: _("Protection of the log"), _protection),
    (lambda: _("Signed log"), _signed_log),
    (lambda: _("Witnesses of the log"), _witnesses),
    (lambda: _("Search"), _search),
    (lambda: _("Editors' search"), _private_search),
    (lambda: _("Public site"), _site),
    (lambda: _("Public address"), _address),
)
