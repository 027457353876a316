"""``huiyinbi import volunteers``: what the command asks for and says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from cms.volunteers import publishing
from cms.volunteers.imports.report import summary
from cms.volunteers.imports.run import Request, import_volunteers
from cms.volunteers.models import Service, Team

__all__ = ["import_table", "summary"]


def import_table(
    path: Path,
    *,
    by: Any,
    confirmed_by: Any,
    area: Any,
    options: dict[str, Any],
    progress: Callable[[int, int], None],
) -> dict[str, Any]:
    """Import the file, publish what was confirmed if asked to, and return the report.

    Raises ``CommandError`` where the two people are missing or one.
    """
    if by is None:
        raise CommandError(_("Say with --user who records these hours."))
    if confirmed_by is not None and confirmed_by == by:
        raise CommandError(_("Who records hours does not confirm them: name two users."))
    request = Request(
        path,
        by,
        confirmed_by,
        team=_team(options["team"]),
        area=area,
        sheet=options["sheet"],
        dry_run=options["dry_run"],
    )
    report, touched = import_volunteers(request, progress)
    if options["publish"] and not options["dry_run"]:
        services = Service.objects.filter(pk__in=touched)
        outcome = publishing.publish_services(services, by=confirmed_by or by)
        report.published = len(outcome.entries)
        report.masked = outcome.masked
        report.to_review = [
            {"number": item.public_key, "row": "", "why": str(why)} for item, why in outcome.refused
        ]
    return report.as_dict()


def _team(name: str | None) -> Team | None:
    if not name:
        return None
    team = Team.objects.filter(slug=name).first() or Team.objects.filter(title=name).first()
    if team is None:
        raise CommandError(_("No team is called %(name)s.") % {"name": name})
    return team
