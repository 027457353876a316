"""What the door keeps with each stored record: its state of publication and its version."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from cms.publication.door.record import DoorRecord


def _by_model(items: Sequence[DoorRecord]) -> dict[type[DoorRecord], list[DoorRecord]]:
    groups: dict[type[DoorRecord], list[DoorRecord]] = {}
    for item in items:
        groups.setdefault(type(item), []).append(item)
    return groups


def refresh_versions(items: Sequence[DoorRecord]) -> None:
    """Read versions anew under the lock: another editor may have published meanwhile."""
    for model, group in _by_model(items).items():
        pks = [item.pk for item in group]
        versions = dict(model.objects.filter(pk__in=pks).values_list("pk", "public_version"))
        for item in group:
            item.public_version = versions.get(item.pk, item.public_version)


def keep(items: Sequence[DoorRecord]) -> None:
    """Set the door's fields; one statement run many times beats a CASE of 500 arms."""
    fields = DoorRecord.DOOR_FIELDS
    assignments = ", ".join(f"{field} = %s" for field in fields)
    for model, group in _by_model(items).items():
        sql = f"update {model._meta.db_table} set {assignments} where id = %s"  # noqa: S608
        values = [(*(getattr(item, field) for field in fields), item.pk) for item in group]
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)
