"""``huiyinbi hours``: the book of volunteers' hours, checked, summed and exported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.cli.argument_types import day
from cms.cli.command import Command as Base
from cms.publication.vocabulary import TIME_CLASSES
from cms.tables.errors import TableError
from cms.volunteers.exporting.layouts import LAYOUTS, left_empty, like
from cms.volunteers.exporting.writing import write_hours
from cms.volunteers.hours import balances
from cms.volunteers.hours.checking import check
from cms.volunteers.models import Member, Participation, Team


class Command(Base):
    """Checks the book, says the hours of a team or member, writes them to a file."""

    help = _("Check the book of volunteers' hours, sum it for a team or member, or export it.")

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare what is asked."""
        asked = parser.add_subparsers(dest="asked", required=True)
        checking = asked.add_parser("check", help=_("check the whole book, naming the first fault"))
        of = asked.add_parser("of", help=_("hours of one team or member, by month"))
        of.add_argument("who", help=_("slug or title of a team, or number of a volunteer"))
        export = asked.add_parser("export", help=_("write confirmed hours as xlsx, for staff"))
        export.add_argument("file", type=Path, help=_("file to write, .xlsx"))
        export.add_argument("--team", help=_("slug or title of the one team"))
        columns = export.add_mutually_exclusive_group()
        columns.add_argument(
            "--layout",
            choices=sorted(LAYOUTS),
            default="own",
            help=_("columns: the office's own, or those of the national volunteer system"),
        )
        columns.add_argument(
            "--like",
            type=Path,
            metavar="TEMPLATE",
            help=_("fill in the columns of this workbook or CSV, in its order"),
        )
        for part in (of, export):
            part.add_argument("--first", type=day, metavar="DATE", help=_("first day, 2020-01-01"))
            part.add_argument("--last", type=day, metavar="DATE", help=_("last day, included"))
        for part in (checking, of, export):
            part.add_argument("--json", action="store_true", help=_("print the report as JSON"))

    def run(self, **options: Any) -> dict[str, Any]:
        """Answer what was asked."""
        return {"check": _check, "of": _of, "export": _export}[options["asked"]](options)

    def tell(self, report: dict[str, Any]) -> None:
        """Print the answer for people."""
        say = self.stdout.write
        if "faults" in report:
            self._tell_check(report)
        elif "file" in report:
            say(_("%(rows)d lines written to %(file)s.") % report)
            if report["empty"]:
                say(_("Left empty: %(columns)s.") % {"columns": "、".join(report["empty"])})
        else:
            say(f"{report['name']}  {_sum(report)}")
            for month, minutes in report["months"].items():
                say(f"  {month}  {_time(minutes['credit'] + minutes['honour'])}")
            if "available" in report:
                left = _time(report["available"])
                say(_("Can be exchanged today: %(time)s") % {"time": left})

    def _tell_check(self, report: dict[str, Any]) -> None:
        say = self.stdout.write
        say(
            _(
                "%(entries)d entries, %(postings)d postings, %(participations)d participations "
                "checked."
            )
            % report
        )
        say(_sum(report))
        for fault in report["faults"]:
            number = fault["entry"] or fault["participation"]
            what = _("entry") if fault["entry"] else _("participation")
            detail = f" ({fault['detail']})" if fault["detail"] else ""
            say(f"  {what} {number}: {fault['message']}{detail}" if number else fault["message"])
        if not report["faults"]:
            say(_("No fault: all sums are zero."))

    def failed(self, report: dict[str, Any]) -> bool:
        """The book has a fault."""
        return bool(report.get("faults"))


def _check(_options: dict[str, Any]) -> dict[str, Any]:
    found = check()
    return {
        "entries": found.entries,
        "postings": found.postings,
        "participations": found.participations,
        "minutes": sum(found.minutes.values()),
        "credit_minutes": found.minutes.get("credit", 0),
        "honour_minutes": found.minutes.get("honour", 0),
        "faults": [
            {
                "code": fault.code,
                "entry": fault.entry,
                "participation": fault.participation,
                "detail": fault.detail,
                "message": _(fault.msgid),
            }
            for fault in found.faults
        ],
    }


def _of(options: dict[str, Any]) -> dict[str, Any]:
    span = (options["first"], options["last"])
    if team := _team(options["who"]):
        hours = balances.hours_of_team(team, *span)
        return {"team": team.slug, "name": team.title, **hours.as_dict()}
    member = Member.objects.filter(number=options["who"]).first()
    if member is None:
        said = _("No team and no volunteer number is called %(name)s.")
        raise CommandError(said % {"name": options["who"]})
    return {
        "member": member.number,
        "name": member.number,
        **balances.hours_of_member(member, *span).as_dict(),
        "available": balances.available(member),
    }


def _export(options: dict[str, Any]) -> dict[str, Any]:
    rows = Participation.objects.all()
    if wanted := options["team"]:
        team = _team(wanted)
        if team is None:
            raise CommandError(_("No team is called %(name)s.") % {"name": wanted})
        rows = rows.filter(service__team=team)
    if options["first"]:
        rows = rows.filter(day__gte=options["first"])
    if options["last"]:
        rows = rows.filter(day__lte=options["last"])
    path = options["file"]
    if path.suffix.lower() != ".xlsx":
        raise CommandError(_("Write to a file that ends in .xlsx."))
    try:
        layout = like(options["like"]) if options["like"] else LAYOUTS[options["layout"]]
    except TableError as error:
        raise CommandError(error.message(_)) from error
    except OSError as error:
        raise CommandError(str(error)) from error
    if not any(column.field for column in layout):
        said = _("No column of %(file)s is known: %(columns)s.")
        names = "、".join(column.header for column in layout)
        raise CommandError(said % {"file": options["like"].name, "columns": names})
    with path.open("wb") as file:
        count = write_hours(file, rows, layout)
    return {"file": str(path), "rows": count, "empty": left_empty(layout)}


def _team(name: str) -> Team | None:
    return Team.objects.filter(slug=name).first() or Team.objects.filter(title=name).first()


def _sum(report: dict[str, Any]) -> str:
    parts = [
        f"{_(label)} {_time(report[f'{word}_minutes'])}" for word, label in TIME_CLASSES.items()
    ]
    return f"{_time(report['minutes'])} = " + " + ".join(parts)


def _time(minutes: int) -> str:
    """Return minutes as people say them: 3 h 20 min."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    return sign + _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
