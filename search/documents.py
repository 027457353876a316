"""What an index holds of a public record, and the table of the kinds that are found.

A new kind of record is one line of :data:`KINDS`. Its defaults take the title from
``title`` or ``name``, the days, area and state from the fields of these names, and
the searched text from every Chinese text that the record holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cms.publication import civic_vocabulary, vocabulary
from cms.translating import gettext_noop
from search.texts import texts_of

#: Raise when the same record gives another document: indexes made before must be made anew.
FORM = 2
#: Kinds that give names to codes.
NAMES = frozenset({"area", "category"})


class Document(NamedTuple):
    """One record in an index. ``text`` is what is searched beside the title.

    Days are ISO dates, empty where the record has none: ``received`` is the day that
    lists are sorted and narrowed by, ``closed`` the day that ended it.
    """

    kind: str
    key: str
    title: str
    text: str
    url: str
    ledger_number: str = ""
    state: str = ""
    satisfaction: str = ""
    category: str = ""
    channel: str = ""
    case_class: str = ""
    area: str = ""
    unit: str = ""
    received: str = ""
    closed: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits; what has no state cannot be open."""
        return bool(self.state) and not self.closed


@dataclass(frozen=True)
class Kind:
    """How the records of one kind are found.

    ``label`` is the message id of its name, which the filter 类型: understands too.
    ``url`` is the page's path with ``{key}`` in it, or a function from the key to it.
    ``states`` gives the labels of its ``state``. ``title``, ``received`` and ``closed``
    name the fields to try in turn. ``texts`` are the fields to be searched, best first;
    empty means all Chinese texts. ``make`` takes the place of all that. Of a ``brief`` kind there
    are very many records of a line or two; others that fit as well come first.
    """

    label: str
    url: str | Callable[[str], str]
    states: Mapping[str, str] = field(default_factory=dict)
    title: tuple[str, ...] = ("title", "name")
    received: tuple[str, ...] = ("received", "date", "day", "starts", "start", "published")
    closed: tuple[str, ...] = ("closed",)
    texts: tuple[str, ...] = ()
    make: Callable[[dict[str, Any]], Document] | None = None
    brief: bool = False

    def address(self, key: str) -> str:
        """Return the path of the page of the record ``key``."""
        return self.url.format(key=key) if isinstance(self.url, str) else self.url(key)


def document(kind: str, key: str, record: dict[str, Any]) -> Document:
    """Return the document of the public record ``key`` of a kind in :data:`KINDS`."""
    known = KINDS[kind]
    if known.make:
        return known.make(record)
    named = [*known.title, "area", "category"]
    return Document(
        kind=kind,
        key=key,
        title=_first(record, known.title) or key,
        text=texts_of(record, only=known.texts, but=named),
        url=known.address(key),
        state=_first(record, ("state",)),
        category=_first(record, ("category",)),
        area=_first(record, ("area",)),
        unit=_first(record, ("unit",)),
        received=_first(record, known.received)[:10],
        closed=_first(record, known.closed)[:10],
    )


def _first(record: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")


def _dated_url(section: str) -> Callable[[str], str]:
    """Return the function from a number YYYYMM-NNNNNN to its page in a section."""
    return lambda number: f"/{section}/{number[:4]}/{number[4:6]}/{number}.html"


def _case_url(number: str) -> str:
    return f"/cases/{number[:4]}/{number[4:6]}/{number}.html"


def _service_url(number: str) -> str:
    return f"/services/{number[:4]}/{number[4:6]}/{number}.html"


def _case(record: dict[str, Any]) -> Document:
    steps = "\n".join(step["text"] for step in record["progress"])
    parts = (record["content"], record["measures"], steps, record["refusal"], record["source"])
    return Document(
        kind="case",
        key=record["number"],
        title=record["title"],
        text="\n".join(part for part in parts if part),
        url=_case_url(record["number"]),
        ledger_number=record["ledger_number"] or "",
        state=record["state"],
        satisfaction=record["satisfaction"] or "",
        category=record["category"] or "",
        channel=record["channel"],
        case_class=record["class"] or "",
        area=record["area"],
        unit=record["unit"],
        received=record["received"][:10],
        closed=(record["closed"] or "")[:10],
    )


def _star(record: dict[str, Any]) -> Document:
    key = f"{record['area']}-{record['year']}"
    return Document(
        kind="star",
        key=key,
        title=f"{record['year']} {'★' * record['stars']}",
        text=texts_of(record, only=("remark", "by", "criteria"), but=()),
        url=f"/stars/{key}.html",
        area=record["area"],
        received=record["rated"],
    )


#: Every kind that is found. A kind that is not named here is passed over.
KINDS: dict[str, Kind] = {
    "case": Kind(gettext_noop("Case"), _case_url, states=vocabulary.CASE_STATES, make=_case),
    "activity": Kind(
        gettext_noop("Activity"),
        _dated_url("activities"),
        states=vocabulary.ACTIVITY_STATES,
        texts=("lead", "content", "report", "place", "organiser"),
    ),
    "star": Kind(gettext_noop("Star rating"), "/stars/{key}.html", make=_star),
    "brand": Kind(gettext_noop("Brand"), "/brands/{key}.html"),
    "consultation": Kind(gettext_noop("opinions asked for"), "/consultations/{key}.html"),
    "fund": Kind(gettext_noop("donations and hand-outs"), "/funds/{key}.html"),
    "meeting": Kind(gettext_noop("meeting"), "/meetings/{key}.html"),
    "nearby": Kind(gettext_noop("service nearby"), "/nearby/{key}.html"),
    "order": Kind(
        gettext_noop("order of a service"),
        "/orders/{key}.html",
        states=civic_vocabulary.ORDER_STATES,
        closed=("delivered",),
        brief=True,
    ),
    "organisation": Kind(gettext_noop("social organisation"), "/organisations/{key}.html"),
    "patrol": Kind(gettext_noop("patrol report"), "/patrols/{key}.html", brief=True),
    "whistle": Kind(gettext_noop("whistle"), "/whistles/{key}.html"),
    "wish": Kind(
        gettext_noop("wish"),
        "/wishes/{key}.html",
        states=civic_vocabulary.WISH_STATES,
        closed=("fulfilled",),
    ),
    "team": Kind(gettext_noop("Volunteer team"), "/teams/{key}.html", texts=("lead", "body_html")),
    "plan": Kind(gettext_noop("monthly plan"), "/plans/{key}.html"),
    "service": Kind(gettext_noop("Volunteer service"), _service_url, texts=("names",), brief=True),
}
#: Kinds whose records come after others that fit as well.
BRIEF = frozenset(kind for kind, known in KINDS.items() if known.brief)
