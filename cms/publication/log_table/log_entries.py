"""The table of the publication log: appended by the door, read by all, changed by nobody."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publication.errors import NotThroughTheDoor


class LogQuerySet(models.QuerySet["LogEntry"]):
    """Reads the log; the door writes it, and nobody changes it."""

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> Any:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")

    def update(self, **values: Any) -> int:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        raise NotThroughTheDoor("LogEntry")


class LogEntry(models.Model):
    """One line of the publication log. Appended by ``appending``, never changed."""

    seq = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    time = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField(null=True)
    revision_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=150, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication log entry")
        verbose_name_plural = _("publication log entries")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "version"], name="log_version")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.key} v{self.version} {self.action}"

    def save(self, *args: Any, **options: Any) -> None:
        """Refuse: ``appending`` inserts, after the gate."""
        raise NotThroughTheDoor(self.key)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refuse."""
        raise NotThroughTheDoor(self.key)


class LogHead(models.Model):
    """The one row whose lock orders the log; holds the last ``seq`` given."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
