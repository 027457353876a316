"""All kinds, in the order in which pages name them."""

from __future__ import annotations

from cms.publication.civic_vocabulary import DIGITS_OF_KINDS
from cms.publication.vocabulary import DIGIT_OF_ACTIVITIES, DIGIT_OF_SERVICES
from publisher.kinds.activity import Activity
from publisher.kinds.brand import Brand
from publisher.kinds.certificates import Certificate
from publisher.kinds.civic.consultations import Consultation
from publisher.kinds.civic.funds import Fund
from publisher.kinds.civic.meetings import Meeting
from publisher.kinds.civic.nearby import Nearby
from publisher.kinds.civic.orders import Order, Organisation
from publisher.kinds.civic.patrols import Patrol
from publisher.kinds.civic.whistles import Whistle
from publisher.kinds.civic.wishes import Wish
from publisher.kinds.kind import Kind
from publisher.kinds.plan import Plan
from publisher.kinds.star import Star
from publisher.kinds.volunteers import Service, Team

_CIVIC: tuple[type[Kind], ...] = (
    *(Meeting, Consultation, Order, Organisation, Wish, Fund, Whistle, Patrol, Nearby),
)
_ALL: tuple[Kind, ...] = (
    *(Activity(), Brand(), Star(), Team(), Service(), Plan(), Certificate()),
    *(civic() for civic in _CIVIC),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
SECTIONS: dict[str, Kind] = {kind.section: kind for kind in KINDS.values()}


def sections_of_numbers() -> dict[str, str]:
    """Return the section whose records' numbers begin with these digits behind the dash."""
    digits = {KINDS[kind].section: str(code) for kind, code in DIGITS_OF_KINDS.items()}
    digits |= {"activities": str(DIGIT_OF_ACTIVITIES), "services": str(DIGIT_OF_SERVICES)}
    return {code: section for section, code in digits.items()}


def kind_of_list(name: str) -> Kind | None:
    """Return the kind whose items a list holds, None for a list of cases."""
    return SECTIONS.get(name.partition("/")[0])


def kind_of_path(path: str) -> tuple[Kind, str] | None:
    """Return (kind, key) of the item whose page lies at ``path``, None for any other page."""
    kind = kind_of_list(path)
    key = path.rpartition("/")[2].removesuffix(".html")
    return (kind, key) if kind and kind.path(key) == path else None


def all_labels() -> list[str]:
    """Return every message id that kinds print beside their templates."""
    labels = []
    for kind in KINDS.values():
        labels += [kind.name, kind.heading, kind.home_heading, kind.label]
        labels += [*kind.counters.values(), *kind.fields.values()]
        for group in kind.groups.values():
            labels += [group.heading, *(group.words or {}).values()]
        labels += [word for words in kind.vocabularies for word in words.values()]
    return labels
