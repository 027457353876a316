"""``huiyinbi build``: writes the public site from the log."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.building import told
from cms.cli.command import Command as Base
from cms.cli.progress import progress_bar
from cms.cli.work import Projections, Work, site_settings
from cms.settings.environment import read
from publisher import build as site
from publisher.copying.bucket import BucketAddress, address_from
from publisher.copying.sync import sync
from publisher.dumps.reading import Dump
from publisher.inspecting.check import check_living
from publisher.inspecting.explain import explain
from publisher.report import BuildReport, Progress


class Command(Base):
    """Builds, checks or explains the static site."""

    help = _("Bring store, search and site up to date with the log; or check or explain the site.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what to do instead of an ordinary build."""
        super().add_arguments(parser)
        parser.add_argument("--full", action="store_true", help=_("write every page anew"))
        parser.add_argument("--out", type=Path, help=_("with --full: the folder to write into"))
        parser.add_argument(
            "--from-dump",
            type=Path,
            metavar="DUMP",
            help=_("with --out: build the site anew from a file that `huiyinbi dump` wrote"),
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help=_("check links, addresses, sizes, HTML and private data"),
        )
        parser.add_argument(
            "--sync",
            metavar="s3://BUCKET/FOLDER",
            nargs="?",
            const="",
            help=_("then copy what changed to an S3-compatible bucket (default: SITE_BUCKET)"),
        )
        parser.add_argument("--explain", metavar="URL", help=_("why a page was written"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Do it and return a report."""
        home = Path(settings.HUIYINBI_HOME)
        if options["check"]:
            problems = [
                {"path": one.path, "rule": one.rule, "text": one.fault.told(_)}
                for one in check_living(home)
            ]
            return {"what": "check", "problems": problems}
        if options["explain"]:
            return {"what": "explain", **explain(home, options["explain"]).as_dict()}
        if options["from_dump"] and not options["out"]:
            raise CommandError(_("--from-dump needs --out: the folder to write into."))
        if options["out"] and not (options["full"] or options["from_dump"]):
            raise CommandError(_("--out needs --full."))
        target = self._target(options)
        with progress_bar(_("page")) as show:
            report = {"what": "build", **_build(home, options, show)}
        if target:
            packs = site_settings().precompress
            with progress_bar(_("file")) as show:
                report["sync"] = sync(home, target, precompress=packs, progress=show).as_dict()
        return report

    def tell(self, report: dict[str, Any]) -> None:
        """Print the report for people."""
        for line in told(report):
            self.stdout.write(line)

    @staticmethod
    def _target(options: dict[str, Any]) -> BucketAddress | None:
        """Return the bucket to copy to, read before the work, so that a mistake costs nothing."""
        if options["sync"] is None:
            return None
        if options["out"]:
            raise CommandError(_("--sync copies the living site; it does not go with --out."))
        url = options["sync"] or read("SITE_BUCKET")
        if not url:
            raise CommandError(_("Name the bucket: --sync s3://BUCKET/FOLDER, or set SITE_BUCKET."))
        return address_from(url, os.environ)

    def failed(self, report: dict[str, Any]) -> bool:
        """Problems were found, or there is no such page."""
        return bool(report.get("problems")) or not report.get("known", True)


def _from_dump(path: Path, out: Path, show: Progress) -> BuildReport:
    """Build the site of a dump; nothing of this installation is in it."""
    with (
        TemporaryDirectory() as folder,
        closing(Dump(path)) as dump,
        closing(dump.load(Path(folder) / "public.sqlite3")) as store,
    ):
        return site.build_full(store, out, dump.settings(Path(folder)), progress=show)


def _build(home: Path, options: dict[str, Any], show: Progress) -> dict[str, Any]:
    """Bring store, search and site up to date; return what was done."""
    if options["from_dump"]:
        made = _from_dump(options["from_dump"], options["out"], show)
        return Work(made.seq_to, 0, made).as_dict()
    projections = Projections()
    if not options["full"]:
        return projections.catch_up(lambda _what, done, total: show(done, total)).as_dict()
    work = projections.catch_up_store_and_search()
    store, how = projections.store, site_settings()
    work.site = (
        site.build_full(store, options["out"], how, progress=show, after=site.living(home))
        if options["out"]
        else site.build(store, home, how, progress=show, full=True)
    )
    return work.as_dict()
