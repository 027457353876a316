"""One batch of ledger rows, written in one transaction or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.cases.imports.ahead import known_of
from cms.cases.imports.content import revision_content
from cms.cases.imports.filling import Filler
from cms.cases.imports.sorting import sort_out
from cms.cases.ledger.rows import LedgerRow
from cms.cases.models import Case, Import, NumberSeries, Progress, month_of
from cms.finding import indexing
from cms.inserting import Template, give_keys, insert
from cms.privacy.scan import Allowed
from cms.privacy.scanned import Scanned
from cms.publication.door import actions, review
from cms.publication.errors import GateRefused, Refused
from cms.publication.gate import gate


@dataclass
class Options:
    """How a run treats its rows."""

    run: Import
    filler: Filler
    by: Any
    publish: bool
    reason: str
    allowed: Allowed | None = None


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
    steps: list[Progress]
    row: LedgerRow
    is_new: bool
    was_live: bool
    as_before: bool = False
    prepared: actions.Prepared | None = None
    refusal: Refused | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing comes of it: the same row again, refused by the door again."""
        return self.as_before and self.prepared is None


@transaction.atomic
def write(rows: Sequence[LedgerRow], options: Options) -> BatchResult:
    """Create and update the cases of ``rows``; publish them if asked to."""
    found = sort_out(rows, publish=options.publish, by=options.by)
    drafts = _new_drafts(found.new, options) + _changed_drafts(found.again, options)
    result = BatchResult(len(found.new), len(found.again), found.unchanged, found.clashing)
    if options.publish:
        options.filler.lookup.publish_new_categories(by=options.by)
        _ask_the_door(drafts, options, result)
        idle = sum(draft.idle for draft in drafts)
        drafts = [draft for draft in drafts if not draft.idle]
        result.changed -= idle
        result.unchanged += idle
    new = [draft for draft in drafts if draft.is_new]
    old = [draft for draft in drafts if not draft.is_new]
    _set_states(drafts)
    _give_keys(new)
    _save_changed(old)
    _save_revisions(drafts, options)
    ready = [draft.prepared for draft in drafts if draft.prepared]
    actions.append(ready, by=options.by)
    # Whole by now, so that each row is written once.
    insert([draft.case for draft in new])
    insert([step for draft in new for step in draft.steps])
    _point_at_revisions(old)
    indexing.note(Case, [draft.case.pk for draft in drafts])
    review.note_refused(
        (draft.case, draft.refusal.findings)
        for draft in drafts
        if isinstance(draft.refusal, GateRefused)
    )
    return result


def _new_drafts(rows: Sequence[LedgerRow], options: Options) -> list[_Draft]:
    drafts = []
    for row, number in zip(rows, _numbers(rows), strict=True):
        case, steps = options.filler.new(row, number)
        drafts.append(_Draft(case, steps, row, is_new=True, was_live=False))
    return drafts


def _changed_drafts(pairs: Sequence[tuple[int, LedgerRow]], options: Options) -> list[_Draft]:
    # Held from here: another editor may be publishing or withdrawing one of them.
    held = Case.objects.select_related("latest_revision").select_for_update(of=("self",))
    cases = held.order_by("pk").in_bulk([pk for pk, _row in pairs])
    drafts = []
    for pk, row in pairs:
        stored = cases[pk]
        # The newest draft, so that an editor's work on other fields is kept.
        case = stored.get_latest_revision_as_object()
        old = stored.source_digests
        fields = {name for name in row.digests if row.digests[name] != old.get(name)}
        options.filler.change(case, row, fields)
        steps = list(case.progress.all())
        same = old == row.digests
        drafts.append(_Draft(case, steps, row, is_new=False, was_live=stored.live, as_before=same))
    return drafts


def _numbers(rows: Sequence[LedgerRow]) -> Iterator[str]:
    """Take the numbers of all ``rows`` with one update a month; yield them in row order."""
    months = [month_of(row.values["received"]) for row in rows]
    taken = {
        month: iter(NumberSeries.take(month, count))
        for month, count in sorted(Counter(months).items())
    }
    return (next(taken[month]) for month in months)


def _ask_the_door(drafts: Sequence[_Draft], options: Options, result: BatchResult) -> None:
    for draft in drafts:
        try:
            draft.prepared = actions.prepare(
                draft.case, reason=options.reason, scanning=_scanning(draft.row, options)
            )
        except Refused as refusal:
            # Without its traceback, whose frames would keep the whole batch.
            draft.refusal = refusal.with_traceback(None)
            result.to_review.append(
                {"number": draft.case.number, "row": str(draft.row.row), "why": str(refusal)}
            )
            continue
        if draft.prepared:
            result.published += 1
            result.masked += len(draft.prepared.findings)


def _scanning(row: LedgerRow, options: Options) -> gate.Scanning:
    """Return what answers for the row's texts: the process that read them, where it did."""
    if row.findings is None or options.allowed is None:
        return gate.scanning
    return Scanned(known_of(row.values), options.allowed, row.findings).scanning


def _set_states(drafts: Sequence[_Draft]) -> None:
    """Say of each case what Wagtail says of one just published, or of a new draft."""
    now = timezone.now()
    for draft in drafts:
        case = draft.case
        if draft.prepared:
            case.live, case.has_unpublished_changes = True, False
            case.first_published_at = case.first_published_at or now
            case.last_published_at = now
        else:
            case.has_unpublished_changes = True


def _give_keys(drafts: Sequence[_Draft]) -> None:
    give_keys([draft.case for draft in drafts])
    give_keys([step for draft in drafts for step in draft.steps])
    for draft in drafts:
        for step in draft.steps:
            step.case_id = draft.case.pk


def _save_changed(drafts: Sequence[_Draft]) -> None:
    for draft in drafts:
        if draft.prepared or not draft.was_live:
            draft.case.save()
        else:
            # Live and not published again: the public row stays, the draft is a revision.
            Case.objects.filter(pk=draft.case.pk).update(
                source_digests=draft.row.digests,
                source_row=draft.row.row,
                import_run=draft.case.import_run,
                has_unpublished_changes=True,
            )


def _save_revisions(drafts: Sequence[_Draft], options: Options) -> None:
    """Write each case as it is to a revision, and point the case at it."""
    template = Template(
        Revision(
            content_type=Case.get_content_type(),
            base_content_type=Case.get_base_content_type(),
            created_at=timezone.now(),
            user=options.by,
        )
    )
    revisions = [
        template.copy(
            {
                "object_id": str(draft.case.pk),
                "object_str": str(draft.case),
                "content": revision_content(draft.case, draft.steps),
            }
        )
        for draft in drafts
    ]
    insert(revisions)
    for draft, revision in zip(drafts, revisions, strict=True):
        draft.case.latest_revision_id = revision.pk
        if draft.prepared:
            draft.case.live_revision_id = draft.prepared.revision_id = revision.pk


def _point_at_revisions(drafts: Sequence[_Draft]) -> None:
    """Point cases that were there before at their revisions."""
    newest = [(draft.case.latest_revision_id, draft.case.pk) for draft in drafts]
    live = [(draft.case.live_revision_id, draft.case.pk) for draft in drafts if draft.prepared]
    table = Case._meta.db_table
    with connection.cursor() as cursor:
        sql = f"update {table} set latest_revision_id = %s where id = %s"  # noqa: S608
        cursor.executemany(sql, newest)
        sql = f"update {table} set live_revision_id = %s where id = %s"  # noqa: S608
        cursor.executemany(sql, live)
