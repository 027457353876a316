"""One batch of ledger rows, written in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.cases.imports.lookup import Lookup
from cms.cases.imports.sorting import sort_out
from cms.cases.ledger.rows import LedgerRow
from cms.cases.models import Case, Import, NumberSeries, Progress
from cms.publication import actions
from cms.publication.errors import Refused

#: Ledger fields that are plain fields of a case.
PLAIN = (
    "ledger_number",
    "title",
    "source",
    "channel",
    "content",
    "measures",
    "state",
    "case_class",
    "responsible",
    "reporter_name",
    "reporter_phone",
    "reporter_address",
    "received",
    "closed",
    "due",
    "remarks",
)
_TIMES = {"received", "closed", "due"}


@dataclass
class Options:
    """How a run treats its rows."""

    run: Import
    lookup: Lookup
    by: Any
    publish: bool
    reason: str


@dataclass
class BatchResult:
    """What one batch did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    clashing: list[LedgerRow] = field(default_factory=list)
    published: int = 0
    masked: int = 0
    to_review: list[dict[str, str]] = field(default_factory=list)


@dataclass
class _Draft:
    """A case with the row it came from and what the door said to it."""

    case: Case
    row: LedgerRow
    is_new: bool
    was_live: bool
    prepared: actions.Prepared | None = None
    refusal: Refused | None = None
    revision_id: int | None = None


@transaction.atomic
def write(rows: Sequence[LedgerRow], options: Options) -> BatchResult:
    """Create and update the cases of ``rows``; publish them if asked to."""
    found = sort_out(rows, publish=options.publish)
    drafts = _new_drafts(found.new, options) + _changed_drafts(found.again, options)
    result = BatchResult(len(found.new), len(found.again), found.unchanged, found.clashing)
    if options.publish:
        options.lookup.publish_new_categories(by=options.by)
        _ask_the_door(drafts, options, result)
    _save_cases(drafts)
    _save_revisions(drafts, options)
    ready = [draft.prepared for draft in drafts if draft.prepared]
    actions.append(ready, by=options.by)
    _save_states(drafts)
    return result


def _new_drafts(rows: Sequence[LedgerRow], options: Options) -> list[_Draft]:
    numbers = _numbers(rows)
    drafts = []
    for row in rows:
        case = Case(number=next(numbers[_month(row)]), live=False, has_unpublished_changes=True)
        _fill(case, row, options, set(row.values))
        drafts.append(_Draft(case, row, is_new=True, was_live=False))
    return drafts


def _changed_drafts(pairs: Sequence[tuple[int, LedgerRow]], options: Options) -> list[_Draft]:
    cases = Case.objects.select_related("latest_revision").in_bulk([pk for pk, _row in pairs])
    drafts = []
    for pk, row in pairs:
        stored = cases[pk]
        # The newest draft, so that an editor's work on other fields is kept.
        case = stored.get_latest_revision_as_object()
        old = stored.source_digests
        fields = {name for name in row.digests if row.digests[name] != old.get(name)}
        _fill(case, row, options, fields)
        drafts.append(_Draft(case, row, is_new=False, was_live=stored.live))
    return drafts


def _month(row: LedgerRow) -> str:
    return timezone.localtime(row.values["received"]).strftime("%Y%m")


def _numbers(rows: Sequence[LedgerRow]) -> dict[str, Any]:
    """Take all numbers of the batch with one update a month."""
    counts: dict[str, list[LedgerRow]] = {}
    for row in rows:
        counts.setdefault(_month(row), []).append(row)
    return {
        month: iter(NumberSeries.take(group[0].values["received"], len(group)))
        for month, group in sorted(counts.items())
    }


def _fill(case: Case, row: LedgerRow, options: Options, fields: set[str]) -> None:
    """Set ``fields`` of ``case`` from the row, and where it came from."""
    values = row.values
    for name in PLAIN:
        if name in fields and name in values:
            value = values[name]
            setattr(case, name, value if name in _TIMES else value or "")
    if "satisfaction" in fields:
        case.satisfaction = values.get("satisfaction") or ""
    if "area" in fields or case.area_id is None:
        case.area = options.lookup.area(values.get("area") or "")
    if "category" in fields:
        case.category = options.lookup.category(values.get("category") or "")
    if "unit" in fields:
        case.unit = options.lookup.unit(values.get("unit") or "")
    if "progress" in fields:
        case.progress = [
            Progress(sort_order=order, **step) for order, step in enumerate(values["progress"])
        ]
    case.source_key = row.source_key
    case.source_digests = row.digests
    case.source_row = row.row
    case.import_run = options.run


def _ask_the_door(drafts: Sequence[_Draft], options: Options, result: BatchResult) -> None:
    for draft in drafts:
        try:
            draft.prepared = actions.prepare(draft.case, reason=options.reason)
        except Refused as refusal:
            draft.refusal = refusal
            result.to_review.append(
                {"number": draft.case.number, "row": str(draft.row.row), "why": str(refusal)}
            )
            continue
        if draft.prepared:
            result.published += 1
            result.masked += len(draft.prepared.findings)


def _save_cases(drafts: Sequence[_Draft]) -> None:
    now = timezone.now()
    for draft in drafts:
        case = draft.case
        if draft.prepared:
            case.live, case.has_unpublished_changes = True, False
            case.first_published_at = case.first_published_at or now
            case.last_published_at = now
        else:
            case.has_unpublished_changes = True
    new = [draft.case for draft in drafts if draft.is_new]
    Case.objects.bulk_create(new, batch_size=500)
    steps = []
    for draft in drafts:
        if draft.is_new:
            steps += _steps(draft.case)
        elif draft.prepared or not draft.was_live:
            draft.case.save()
        else:
            # Live and not published again: the public row stays, the draft is a revision.
            Case.objects.filter(pk=draft.case.pk).update(
                source_digests=draft.row.digests,
                source_row=draft.row.row,
                import_run=draft.case.import_run,
                has_unpublished_changes=True,
            )
    Progress.objects.bulk_create(steps, batch_size=1000)


def _steps(case: Case) -> list[Progress]:
    steps = list(case.progress.all())
    for step in steps:
        step.case = case
    return steps


def _save_revisions(drafts: Sequence[_Draft], options: Options) -> None:
    now = timezone.now()
    content_type = Case.get_content_type()
    base_type = Case.get_base_content_type()
    revisions = [
        Revision(
            content_type=content_type,
            base_content_type=base_type,
            object_id=str(draft.case.pk),
            created_at=now,
            user=options.by,
            object_str=str(draft.case),
            content=draft.case.serializable_data(),
        )
        for draft in drafts
    ]
    Revision.objects.bulk_create(revisions, batch_size=500)
    for draft, revision in zip(drafts, revisions, strict=True):
        draft.revision_id = revision.pk
        if draft.prepared:
            draft.prepared.revision_id = revision.pk


def _save_states(drafts: Sequence[_Draft]) -> None:
    """Point each case at its revisions; the door has set its own fields by now."""
    newest = [(draft.revision_id, draft.case.pk) for draft in drafts]
    live = [(draft.revision_id, draft.case.pk) for draft in drafts if draft.prepared]
    table = Case._meta.db_table
    with connection.cursor() as cursor:
        sql = f"update {table} set latest_revision_id = %s where id = %s"  # noqa: S608
        cursor.executemany(sql, newest)
        sql = f"update {table} set live_revision_id = %s where id = %s"  # noqa: S608
        cursor.executemany(sql, live)
