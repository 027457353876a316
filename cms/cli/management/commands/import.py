"""``huiyinbi import ledger|activities|volunteers FILE``: station 1, a table comes in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.activities.imports.run import Request as ActivitiesRequest
from cms.activities.imports.run import import_activities
from cms.areas.models import Area
from cms.cases.imports.run import Request, import_ledger
from cms.cases.ledger.mapping import FAMILIES, load_profile
from cms.cli import volunteering
from cms.cli.command import Command as Base
from cms.cli.command import existing_file
from cms.cli.progress import progress_bar


class Command(Base):
    """Imports records from a file."""

    help = _(
        "Import a ledger or activities as drafts, or volunteers and their services (.xlsx, .csv); "
        "with --publish, publish what passes the gate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the kind of table, the file, and how its rows are treated."""
        super().add_arguments(parser)
        parser.add_argument(
            "kind", help=_("what the table is of"), choices=["ledger", "activities", "volunteers"]
        )
        parser.add_argument("file", type=Path, help=_("table to read, xlsx or csv"))
        parser.add_argument("--area", help=_("code of the area for rows that name none"))
        parser.add_argument("--profile", help=_("name of a built-in profile, or a TOML file"))
        parser.add_argument("--sheet", help=_("name of the sheet; else the one whose header fits"))
        parser.add_argument(
            "--publish", action="store_true", help=_("publish what passes the gate")
        )
        parser.add_argument("--reason", default="", help=_("public reason of corrections"))
        parser.add_argument("--user", help=_("name of the user who answers for the import"))
        parser.add_argument(
            "--team", help=_("volunteers: team (slug or title) of rows without one")
        )
        parser.add_argument(
            "--confirmed-by",
            metavar="USER",
            help=_("volunteers: the second user, who confirms hours"),
        )
        parser.add_argument("--dry-run", action="store_true", help=_("report only, write nothing"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Import and return the report."""
        with progress_bar(_("row")) as show:
            if options["kind"] == "volunteers":
                return volunteering.import_table(
                    existing_file(options["file"]),
                    by=_user(options["user"]),
                    confirmed_by=_user(options["confirmed_by"]),
                    area=_area(options["area"]),
                    options=options,
                    progress=show,
                )
            if options["kind"] == "activities":
                return import_activities(ActivitiesRequest(**_asked(options)), show).as_dict()
            profile = _profile(options["profile"])
            return import_ledger(Request(**_asked(options), profile=profile), show).as_dict()

    def tell(self, report: dict[str, Any]) -> None:
        """Print counts first, then what needs an editor's eye."""
        say = self.stdout.write
        if report["dry_run"]:
            say(_("Dry run: nothing was written."))
        say(volunteering.summary(report) if "members" in report else _summary(report))
        for notice in report["notices"]:
            say(f"  {notice}")
        for kind in ("problems", "warning_list"):
            for problem in report[kind][:20]:
                say("  " + _line(problem))
        for item in report["review_list"][:20]:
            say(f"  {item['why']}")
        for name in report.get("refused_files") or [report["refused_file"]]:
            if name:
                say(
                    _("Mend these rows and import the file again: %(refused_file)s")
                    % {"refused_file": name}
                )

    def failed(self, report: dict[str, Any]) -> bool:
        """Rows were refused."""
        return bool(report["refused"])


def _asked(options: dict[str, Any]) -> dict[str, Any]:
    """Return what is asked alike of ledgers and activities."""
    return {
        "path": existing_file(options["file"]),
        "by": _user(options["user"]),
        "area": _area(options["area"]),
        **{name: options[name] for name in ("sheet", "publish", "dry_run", "reason")},
    }


def _summary(report: dict[str, Any]) -> str:
    return (
        _(
            "%(rows)d rows: %(created)d new, %(changed)d changed, %(unchanged)d unchanged, "
            "%(refused)d refused; %(published)d published, %(masked)d texts masked, "
            "%(to_review)d kept as drafts to review. %(seconds)s s"
        )
        % report
    )


def _line(problem: dict[str, Any]) -> str:
    place = _("sheet %(sheet)s, row %(row)d") % problem
    if problem["column"]:
        place += f"，{problem['column']}"
    value = f"「{problem['value']}」" if problem["value"] else ""
    return f"{place}{value}：{problem['message']}"


def _area(code: str | None) -> Area | None:
    if not code:
        return None
    area = Area.objects.filter(code=code).first() or Area.objects.filter(name=code).first()
    if area is None:
        raise CommandError(_("There is no area with the code %(code)s.") % {"code": code})
    return area


def _profile(name: str | None) -> Any:
    if not name:
        return None
    if name in FAMILIES:
        return FAMILIES[name]
    return load_profile(existing_file(Path(name)))


def _user(name: str | None) -> Any:
    if not name:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("There is no user called %(name)s.") % {"name": name})
    return user
