"""Reviews the gate's findings: accept the masks, let one stand, agree as the second person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cms.publication.door.overrides import Override, Waiting, digest
from cms.publication.door.record import DoorRecord
from cms.publication.errors import Refused
from cms.publication.gate import directory, gate
from cms.publication.verdicts import FieldFinding, Passed, Verdict


class ReviewRefused(Refused):
    """A word on a finding cannot be taken; ``str()`` says why."""


def look(item: DoorRecord) -> Passed:
    """Return what the gate says of ``item`` as it is, overrides included."""
    return look_at(item, item.public_record(), item.change_reason)


def look_at(
    item: DoorRecord,
    record: dict[str, Any],
    reason: str,
    scanning: gate.Scanning = gate.scanning,
) -> Passed:
    """Return what the gate says of a record and reason of ``item``, overrides included.

    ``scanning`` may have scanned the texts ahead (see ``cms.privacy.scanned``).
    """
    return gate.inspect(
        item.public_kind,
        record,
        item.private_terms(),
        directory.allowed(),
        reason=reason,
        rulings=item.rulings(),
        scanning=scanning,
    )


def finding_id(found: FieldFinding) -> str:
    """Return what a form calls this finding by."""
    return f"{found.field}.{found.finding.kind}.{digest(found.finding.text)[:24]}"


def may(user: Any, item: DoorRecord, verb: str) -> bool:
    """Return whether ``user`` may ``change`` or ``publish`` this record."""
    policy = type(item).snippet_viewset.permission_policy
    return bool(policy.user_has_permission_for_instance(user, verb, item))


@transaction.atomic
def accept_all(item: DoorRecord, *, by: Any) -> int:
    """Take the proposed mask of each doubtful finding; return how many there were."""
    doubtful = [each for each in look(item).doubtful if each.verdict is Verdict.DOUBTFUL]
    words = {finding_id(found): _word(item, found, by) for found in doubtful}
    Override.objects.bulk_create(words.values())
    note(item)
    return len(words)


@transaction.atomic
def let_stand(item: DoorRecord, found_id: str, *, reason: str, by: Any) -> Override:
    """Say that a finding may be public, and why.

    An ID number, telephone or home is masked or refused until a second person
    agrees. Raises :class:`ReviewRefused` without a reason or such a finding.
    """
    if not reason.strip():
        raise ReviewRefused(_("Say why this may be public."))
    found = next((each for each in look(item).findings if finding_id(each) == found_id), None)
    if found is None:
        raise ReviewRefused(_("The text has changed meanwhile; look at it again."))
    word = _word(item, found, by, stands=True, reason=reason.strip()[:500])
    _of(item).filter(field=word.field, finding=word.finding, digest=word.digest).delete()
    word.save()
    note(item)
    return word


@transaction.atomic
def confirm(item: DoorRecord, word_id: int, *, by: Any) -> Override:
    """Agree, as the second person, that a finding may be public.

    Raises :class:`ReviewRefused` for the person who said so first, for one who may
    not publish, and where nothing waits.
    """
    word = _of(item).select_for_update().filter(pk=word_id).first()
    if word is None or word.verdict is not Verdict.WAITING:
        raise ReviewRefused(_("Nothing waits for a second person here."))
    if word.by == by.get_username():
        raise ReviewRefused(_("A second person has to agree, not the one who asked."))
    if not may(by, item, "publish"):
        raise ReviewRefused(_("Only who may publish can agree."))
    word.confirmed_by = by.get_username()
    word.save(update_fields=["confirmed_by"])
    note(item)
    return word


@transaction.atomic
def take_back(item: DoorRecord, word_id: int) -> None:
    """Forget what was said of a finding; the gate's own judgement counts again."""
    _of(item).filter(pk=word_id).delete()
    note(item)


def note(item: DoorRecord) -> int:
    """Put ``item`` on the list to review, or take it off; return its doubtful findings."""
    count = len(look(item).doubtful)
    if count:
        Waiting.objects.update_or_create(
            kind=item.public_kind, item=item.pk, defaults={"findings": count}
        )
    else:
        forget([item])
    return count


def note_refused(refused: Iterable[tuple[DoorRecord, Sequence[FieldFinding]]]) -> None:
    """Put records on the list to review whose findings the door has just told."""
    rows = [
        Waiting(kind=item.public_kind, item=item.pk, findings=len(findings))
        for item, findings in refused
    ]
    Waiting.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "item"],
        update_fields=["findings"],
        batch_size=500,
    )


def forget(items: Iterable[DoorRecord]) -> None:
    """Take records off the list to review."""
    groups: dict[str, list[int]] = {}
    for item in items:
        groups.setdefault(item.public_kind, []).append(item.pk)
    for kind, pks in groups.items():
        Waiting.objects.filter(kind=kind, item__in=pks).delete()


def waiting_for(user: Any) -> QuerySet[Waiting]:
    """Return what waits of the records that ``user`` may change, longest first."""
    theirs = Q(pk__in=())
    for model in publishable_models():
        policy = model.snippet_viewset.permission_policy
        rows = policy.instances_user_has_permission_for(user, "change")
        theirs |= Q(Exists(rows.filter(pk=OuterRef("item"))), kind=model.public_kind)
    return Waiting.objects.filter(theirs).order_by("since", "pk")


def publishable_models() -> list[type[DoorRecord]]:
    """Return the models of all kinds of public records."""
    return [model for model in apps.get_models() if issubclass(model, DoorRecord)]


def model_of(kind: str) -> type[DoorRecord]:
    """Return the model of a kind of public record. Unknown kinds raise KeyError."""
    return {model.public_kind: model for model in publishable_models()}[kind]


def _of(item: DoorRecord) -> Any:
    return Override.objects.filter(kind=item.public_kind, item=item.pk)


def _word(item: DoorRecord, found: FieldFinding, by: Any, **said: Any) -> Override:
    return Override(
        kind=item.public_kind,
        item=item.pk,
        field=found.field,
        finding=found.finding.kind,
        digest=digest(found.finding.text),
        by=by.get_username(),
        **said,
    )
