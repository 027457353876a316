"""``huiyinbi log``: the key and checkpoints of the publication log, and checking any log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli import logkeeping
from cms.cli.command import Command as Base
from cms.cli.log_arguments import add_keygen, add_purge
from cms.cli.progress import progress_bar
from cms.cli.witnessing import NoWitness, ask_witnesses

Report = dict[str, Any]
Do = Callable[[dict[str, Any]], Report]
Tell = Callable[[Report], None]


class Command(Base):
    """Keeps the log's key, gives out checkpoints, checks any log, purges withdrawn texts."""

    help = _("Make the log's key, print its checkpoint, or verify a log at a URL or in a folder.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the subcommands."""
        actions = parser.add_subparsers(dest="action", required=True)
        add_keygen(actions)
        checkpoint = actions.add_parser("checkpoint", help=_("print the present checkpoint"))
        checkpoint.add_argument("--out", type=Path, help=_("also keep it in this folder"))
        verify = actions.add_parser("verify", help=_("check a log"))
        verify.add_argument("place", metavar="URL-or-DIR-or-DUMP")
        verify.add_argument(
            "--key",
            action="append",
            default=[],
            metavar="KEY-or-FILE",
            help=_("the public key, or a file with it; again for each key the log has had"),
        )
        verify.add_argument(
            "--since", default="", help=_("an older checkpoint, or copy of the log")
        )
        verify.add_argument(
            "--records",
            choices=["yes", "no"],
            help=_("compare each case's record too (default: yes for a folder, no for a URL)"),
        )
        verify.add_argument(
            "--witness",
            action="append",
            default=[],
            metavar="KEY-or-FILE",
            help=_("a witness's public key: the checkpoint has to be cosigned with it"),
        )
        actions.add_parser("witness", help=_("have the checkpoint cosigned by LOG_WITNESSES"))
        add_purge(actions)
        for one in actions.choices.values():
            one.add_argument("--json", action="store_true", help=_("print the report as JSON"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Do it and return a report."""
        try:
            report = self._ways()[options["action"]][0](options)
        except (logkeeping.LogRefused, NoWitness) as error:
            raise CommandError(str(error)) from error
        return {"what": options["action"], **report}

    def _ways(self) -> dict[str, tuple[Do, Tell]]:
        """Return for each subcommand what does it and what tells of it."""
        return {
            "keygen": (self._keygen, self._tell_keygen),
            "checkpoint": (self._checkpoint, self._tell_checkpoint),
            "verify": (self._verify, self._tell_verify),
            "witness": (self._witness, self._tell_witness),
            "purge": (self._purge, self._tell_purge),
        }

    def _keygen(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["lost"] and not options["replace"]:
            raise CommandError(_("--lost goes with --replace."))
        if options["replace"]:
            return logkeeping.new_key(options["lost"])
        return logkeeping.keygen(options["name"])

    def _checkpoint(self, options: dict[str, Any]) -> dict[str, Any]:
        return logkeeping.save_checkpoint(options["out"])

    def _witness(self, options: dict[str, Any]) -> dict[str, Any]:
        report = ask_witnesses()
        return {"ok": not report["missing"], **report}

    def _verify(self, options: dict[str, Any]) -> dict[str, Any]:
        place = options["place"]
        here = not place.startswith(("http://", "https://"))
        records = options["records"] == "yes" if options["records"] else here
        with progress_bar(_("entry")) as show:
            report = logkeeping.check_log(
                place,
                keys=options["key"],
                since=options["since"],
                records=records,
                witnesses=options["witness"],
                progress=show,
            )
        return {**report, "records_asked": records, "since_asked": bool(options["since"])}

    def _purge(self, options: dict[str, Any]) -> dict[str, Any]:
        if not options["yes"]:
            raise CommandError(_("Purged text cannot be brought back. Add --yes to do it."))
        return logkeeping.purge(options["kind"], options["key"], options["number_of_version"])

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        self._ways()[report["what"]][1](report)

    def _tell_keygen(self, report: dict[str, Any]) -> None:
        say = self.stdout.write
        say(_("Secret key: %(path)s. Keep a copy in a safe place; show it to nobody.") % report)
        say(_("Public key: %(public_key)s") % report)
        say(_("Publish it outside the site too, on paper or in a newspaper."))
        if report.get("old_kept"):
            say(_("The old key is kept in %(old_kept)s; destroy it where it was stolen.") % report)
        if "signed_by_old" in report:
            say(_("Now run: huiyinbi build. Checkpoints kept so far stay valid."))
        if not report.get("signed_by_old", True):
            say(
                _(
                    "The old key did not sign that this one follows. Whoever checks the log has "
                    "to hear it from you elsewhere, and say --key twice."
                )
            )

    def _tell_checkpoint(self, report: dict[str, Any]) -> None:
        self.stdout.write(report["checkpoint"], ending="")
        if report["path"]:
            self.stdout.write(_("Kept in %(path)s") % report)

    def _tell_purge(self, report: dict[str, Any]) -> None:
        self.stdout.write(
            _(
                "%(key)s: %(purged)d versions emptied, %(copies)d of them in the public store. "
                "Their hashes and places in the log stay, so it verifies as before."
            )
            % report
        )
        if report["search_error"]:
            text = _("The search still has its words: %(search_error)s. Run this again later.")
            self.stderr.write(text % report)

    def _tell_witness(self, report: dict[str, Any]) -> None:
        self.stdout.write(_("Checkpoint of %(size)d entries, root %(root)s") % report)
        self._tell_cosigned(report)
        for problem in report["problems"]:
            self.stdout.write("✗ " + problem)

    def _tell_cosigned(self, report: dict[str, Any]) -> None:
        for one in report["cosigned"]:
            self.stdout.write(_("Cosigned by %(witness)s at %(time)s by their clock.") % one)

    def _tell_verify(self, report: dict[str, Any]) -> None:
        say = self.stdout.write
        say(_("Log %(origin)s: %(size)d entries, root %(root)s") % report)
        if report["key_from"] == "site":
            say(
                _(
                    "The key came from the site itself, so it vouches for itself. Compare it with "
                    "one from elsewhere, keep it, and give it with --key next time:"
                )
            )
        say(_("Public key: %(key)s") % report)
        say(_("%(entries)d entries read, %(records)d records compared.") % report)
        self._tell_changes(report)
        self._tell_cosigned(report)
        if report["cosigned"] and report["witnesses_from"] == "site":
            say(_("The witnesses' keys came from the site itself; --witness compares with yours."))
        if not report["records_asked"]:
            say(_("Records were not compared; --records yes does it."))
        if report["since"] is not None and report["ok"]:
            say(_("It continues the older checkpoint of %(since)d entries unchanged.") % report)
        self._tell_past(report)
        for problem in report["problems"]:
            say("✗ " + problem["text"])
        if report["ok"]:
            say(_("✓ Everything fits together."))
        elif report["first_bad"]:
            say(_("First wrong entry: %(first_bad)d") % report)

    def _tell_changes(self, report: dict[str, Any]) -> None:
        """Say which keys came before, and whether the old one or only the new one says so."""
        for change in report["key_changes"]:
            text = (
                _("On %(day)s the key %(old)s was followed by %(new)s; both signed that.")
                if change["by_old"]
                else _(
                    "On %(day)s the key %(old)s was followed by %(new)s. Only the new key says so: "
                    "ask the office elsewhere whether that is true."
                )
            )
            self.stdout.write(text % change)

    def _tell_past(self, report: dict[str, Any]) -> None:
        """Say what nothing here shows of the past, or who vouches for it."""
        if report["since_asked"]:
            return
        if report["cosigned"] and report["witnesses_from"] == "given":
            names = "、".join(one["witness"] for one in report["cosigned"])
            text = _(
                "%(names)s saw the log grow to these entries and cosigns only what continues what "
                "it saw before: so nothing that it saw was changed. What was changed before it "
                "first looked, this does not show; --since with a checkpoint that you kept does."
            )
            self.stdout.write(text % {"names": names})
            return
        self.stdout.write(
            _(
                "Without an older checkpoint this does not show whether the publisher changed "
                "the past. Keep this one, and give it with --since next time."
            )
        )

    def failed(self, report: dict[str, Any]) -> bool:
        """Something did not fit."""
        return not report.get("ok", True)
