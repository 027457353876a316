"""Tables to which rows are added and in which nothing is ever changed."""

from __future__ import annotations

from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

_Row = TypeVar("_Row", bound=models.Model)


class AppendOnly(Exception):
    """A row of such a table was to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet[_Row], Generic[_Row]):
    """Reads and adds rows; raises :class:`AppendOnly` for all else."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(self.model.__name__)

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnly(self.model.__name__)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnly(self.model.__name__)
