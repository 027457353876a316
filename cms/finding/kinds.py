"""Which private records editors can search, and where their fields are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

#: Primary key, title and everything else that is searched.
Texts = Callable[[Sequence[int]], Iterable[tuple[int, str, str]]]


@dataclass(frozen=True)
class Findable:
    """A model whose records can be searched by the query language.

    ``texts`` reads the texts of some records, private ones too. ``filters`` gives for a
    field of the language the lookup that its value is compared with, ``days`` the
    ``DateTimeField`` of a range, ``numbers`` the fields that hold a record's numbers.
    """

    model: type[Model]
    texts: Texts
    filters: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    numbers: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The name of the model in the index."""
        return name_of(self.model)


_KINDS: dict[str, Findable] = {}


def name_of(model: type[Model]) -> str:
    """Return the name by which the index knows ``model``."""
    return model._meta.label_lower


def register(findable: Findable) -> None:
    """Make the records of a model searchable for editors."""
    _KINDS[findable.kind] = findable


def findable(model: type[Model]) -> Findable:
    """Return what was registered for ``model``. Unknown models raise KeyError."""
    return _KINDS[name_of(model)]


def all_kinds() -> Mapping[str, Findable]:
    """Return what was registered, by name."""
    return _KINDS
