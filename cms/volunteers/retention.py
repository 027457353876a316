"""What the office forgets: who a member was that left long ago, whom a service was for.

Sums, days and public records stay; the book needs no names. In the caller's way of
purging, see ``cms.retention``: the database is compacted after it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from cms.publication.gate import directory, gate
from cms.retention.age import months_ago
from cms.retention.beside import clean_beside
from cms.retention.compaction import overwrite_freed
from cms.retention.masking import AllMasked
from cms.volunteers.certificates.models import Certificate
from cms.volunteers.models import Dispute, Entry, Member, Service
from cms.volunteers.people import masked_name

_BATCH = 200
_OF_SERVICE = ("place", "for_whom", "organiser", "remarks", "change_reason")


def outlived_services(before: datetime) -> QuerySet[Service]:
    """Return the services before then that still tell something private."""
    telling = Q()
    for name in _OF_SERVICE:
        telling |= ~Q(**{name: ""})
    return Service.objects.filter(telling, day__lt=before.date())


def outlived_members(before: datetime) -> QuerySet[Member]:
    """Return the members that left before then and are not purged yet."""
    return Member.objects.filter(left__lt=before.date(), purged__isnull=True)


def outlived_certificates(before: datetime) -> QuerySet[Certificate]:
    """Return the certificates from before then that still have a full name."""
    return Certificate.objects.filter(issued__lt=before.date()).exclude(code="")


def purge_volunteers(months: int, *, dry_run: bool = False) -> dict[str, int]:
    """Purge what is older than ``months``; return how many of each.

    Stopped midway, the next run goes on.
    """
    before = months_ago(months, timezone.localtime())
    # Services first: their titles are cleaned of names that are still known then.
    work: tuple[tuple[str, Any, Any], ...] = (
        ("services", outlived_services(before), _erase_service),
        ("certificates", outlived_certificates(before), _erase_certificate),
        ("members", outlived_members(before), _erase_member),
    )
    done = {}
    overwrite_freed()
    for name, rows, erase in work:
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        done[name] = len(keys)
        for start in range(0, 0 if dry_run else len(keys), _BATCH):
            with transaction.atomic():
                for item in rows.model.objects.filter(pk__in=keys[start : start + _BATCH]):
                    erase(item)
    return done


def _erase_service(service: Service) -> None:
    known, allowed = service.private_terms(), directory.allowed()
    passed = gate.inspect(
        "service",
        {"title": service.title, "names": []},
        known,
        allowed,
        rulings=AllMasked("service", service.pk),
    )
    clean = {**dict.fromkeys(_OF_SERVICE, ""), "title": passed.record["title"]}
    label = f"{service.number} {clean['title']}"
    _write(service, clean, label)
    clean_beside(service, label, known, allowed)
    service.participations.exclude(struck_why="").update(struck_why="")
    _forget_reasons(Entry.objects.filter(participation__service=service))


def _erase_certificate(certificate: Certificate) -> None:
    clean = {"name": masked_name(certificate.name), "code": ""}
    _write(certificate, clean, certificate.number)


def _erase_member(member: Member) -> None:
    """Keep of a name what is public beside services, where the member agreed to it."""
    clean = {
        "name": masked_name(member.name) if member.agreed and member.name else "",
        "alias": member.alias if member.agreed else "",
        "phone": "",
        "remarks": "",
        "purged": timezone.localdate(),
    }
    _write(member, clean, member.number)
    member.participations.exclude(struck_why="").update(struck_why="")
    _forget_reasons(Entry.objects.filter(postings__account__member=member))


def _write(item: Model, clean: dict[str, Any], label: str) -> None:
    """Write ``clean`` into the row, its revisions and what Wagtail's log says of it."""
    type(item)._default_manager.filter(pk=item.pk).update(**clean)
    content_type = ContentType.objects.get_for_model(item)
    of_item = {"content_type": content_type, "object_id": str(item.pk)}
    for revision in Revision.objects.filter(**of_item):
        content = {key: clean.get(key, value) for key, value in revision.content.items()}
        Revision.objects.filter(pk=revision.pk).update(content=content, object_str=label[:255])
    ModelLogEntry.objects.filter(**of_item).update(label=label, data={})


def _forget_reasons(entries: QuerySet[Entry]) -> None:
    """Empty what people wrote beside entries: the one change that the book's triggers let pass."""
    keys = list(entries.values_list("pk", flat=True).distinct())
    Dispute.objects.filter(entry__in=keys).update(reason="")
    with connection.cursor() as cursor:
        cursor.executemany(
            "update volunteers_entry set reason = '' where id = %s and reason <> ''",
            [(key,) for key in keys],
        )
