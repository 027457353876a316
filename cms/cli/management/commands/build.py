"""``huiyinbi build``: writes the public site from the log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from cms.cli.command import Command as Base
from cms.cli.work import Projections, site_settings
from publisher import build as site
from publisher.check import check
from publisher.explain import explain


class Command(Base):
    """Builds, checks or explains the static site."""

    help = "Bring store, search and site up to date with the log; or check or explain the site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to do instead of an ordinary build."""
        super().add_arguments(parser)
        parser.add_argument("--full", action="store_true", help="write every page anew")
        parser.add_argument("--out", type=Path, help="with --full: the folder to write into")
        parser.add_argument("--check", action="store_true", help="check links, sizes and HTML")
        parser.add_argument("--explain", metavar="URL", help="why a page was written")

    def run(self, **options: Any) -> dict[str, Any]:
        """Do it and return a report."""
        home = Path(settings.HUIYINBI_HOME)
        if options["check"]:
            problems = check(site.current_root(home))
            return {"what": "check", "problems": [str(problem) for problem in problems]}
        if options["explain"]:
            return {"what": "explain", **explain(home, options["explain"]).as_dict()}
        if options["out"] and not options["full"]:
            raise CommandError(_("--out needs --full."))
        with tqdm(unit="页", disable=not sys.stderr.isatty(), file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            projections = Projections()
            if options["full"]:
                work = projections.catch_up_store_and_search()
                store, how = projections.store, site_settings()
                work.site = (
                    site.build_full(
                        store, options["out"], how, progress=show, after=site.living(home)
                    )
                    if options["out"]
                    else site.build(store, home, how, progress=show, full=True)
                )
            else:
                work = projections.catch_up(lambda _what, done, total: show(done, total))
        return {"what": "build", **work.as_dict()}

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        say = self.stdout.write
        if report["what"] == "check":
            for problem in report["problems"]:
                say(problem)
            say(_("%(n)d problems found.") % {"n": len(report["problems"])})
        elif report["what"] == "explain":
            for name, value in report.items():
                if name != "what":
                    say(f"{name}: {value}")
        else:
            done = report["site"]
            say(
                _("%(written)d pages written, %(removed)d removed, up to entry %(seq)d. %(s)s s")
                % {
                    "written": done["pages_written"],
                    "removed": done["pages_removed"],
                    "seq": done["seq_to"],
                    "s": round(done["seconds"], 2),
                }
            )
            if report["search_error"]:
                say(_("Search is away and will catch up later: %(search_error)s") % report)

    def failed(self, report: dict[str, Any]) -> bool:
        """Problems were found."""
        return bool(report.get("problems"))
