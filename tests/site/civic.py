"""Records of meetings, orders, funds and the rest, and random changes of them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from cms.publication import civic_vocabulary as words
from tests.site.records import number

AREAS = ("410902001001", "410902001002", "410902001")


def shared(key: str, **fields: Any) -> dict[str, Any]:
    """Return what all these kinds hold."""
    base = {"number": key, "title": f"第{key}号", "area": AREAS[0], "date": "2020-06-03"}
    return {**base, "text": "一段话。", **fields}


def meeting(key: str, *cases: str | None, **fields: Any) -> dict[str, Any]:
    """Return a meeting with a topic for each case."""
    record = shared(
        key,
        kind="courtyard",
        starts="19:30",
        place="院子里",
        attendance=[{"role": "resident", "count": 20}, {"role": "property", "count": 2}],
        topics=[
            {"topic": f"议题{n}", "decision": "照办。", "case": case, "solved": None}
            for n, case in enumerate(cases)
        ],
    )
    return {**record, **fields}


def organisation(key: str, **fields: Any) -> dict[str, Any]:
    """Return a social organisation."""
    return {**shared(key, field="repair", phone="0393-5550001"), **fields}


def order(key: str, state: str = "ordered", taker: str | None = None, **fields: Any) -> Any:
    """Return an order that has come to ``state``."""
    states = list(words.ORDER_STATES)
    come = states.index(state)
    days = {name: "2020-06-09" if n <= come else None for n, name in enumerate(states)}
    del days["ordered"]
    record = shared(key, state=state, placing="", result="修好了。", **days)
    rating = 4 if state == "rated" else None
    return {**record, "organisation": taker, "rating": rating, **fields}


def wish(key: str, state: str = "wished", **fields: Any) -> dict[str, Any]:
    """Return a wish that has come to ``state``."""
    come = list(words.WISH_STATES).index(state)
    record = shared(
        key,
        state=state,
        wisher="elder",
        wisher_masked="王*",
        adopted="2020-06-09" if come else None,
        adopter="party_member" if come else None,
        adopter_masked="李*" if come else None,
        adopter_unit="",
        fulfilled="2020-06-10" if come > 1 else None,
        result="",
    )
    return {**record, **fields}


def patrol(key: str, found: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a patrol report."""
    rounds = [{"round": "morning", "found": found, "done": 0, "note": ""}]
    return {**shared(key, rounds=rounds), **fields}


def fund(key: str, *flows: tuple[str, str, int], **fields: Any) -> dict[str, Any]:
    """Return a fund; each flow is a day, "in" or "out", and an amount."""
    rows = [
        {"date": day, "flow": flow, "amount": amount, "people": None, "what": "某单位"}
        for day, flow, amount in flows
    ]
    return {**shared(key, unit="yuan", flows=rows), **fields}


def consultation(key: str, opinions: int, **fields: Any) -> dict[str, Any]:
    """Return opinions asked for, of one group."""
    groups = [{"name": "楼长", "person_times": 2 * opinions, "opinions": opinions}]
    answers = [{"suggestion": "多装灯。", "answer": "adopted", "reply": "已装。"}]
    return {**shared(key, until=None, groups=groups, suggestions=answers), **fields}


def whistle(key: str, sort: str, count: int, **fields: Any) -> dict[str, Any]:
    """Return a whistle with its results."""
    results = [{"measure": "problems", "count": count}, {"measure": "signs", "count": 1}]
    called = [{"unit": "城管中队"}]
    return {**shared(key, whistle=sort, called=called, results=results), **fields}


def nearby(key: str, minutes: int, **fields: Any) -> dict[str, Any]:
    """Return a service within some minutes' walk."""
    record = shared(
        key, kind="pharmacy", place="东门", hours="8:00至22:00", minutes=minutes, phone=""
    )
    return {**record, **fields}


_DRAWN = (
    *("meeting", "organisation", "order", "wish", "patrol", "fund"),
    *("consultation", "whistle", "nearby"),
)


@st.composite
def civic_changes(draw: DrawFn) -> tuple[str, str, dict[str, Any] | None]:
    """Draw a publication, a correction or a withdrawal."""
    kind = draw(st.sampled_from(_DRAWN))
    key = f"2020-000{draw(st.integers(1, 3))}"
    if draw(st.integers(0, 4)) == 0:
        return kind, key, None
    fields = {
        "title": f"名{draw(st.integers(0, 1))}",
        "area": draw(st.sampled_from(AREAS)),
        "date": f"2020-0{draw(st.integers(5, 6))}-03",
    }
    cases = [number(draw(st.integers(1, 12))), draw(st.sampled_from([None, number(13)]))]
    taker = draw(st.sampled_from([None, "2020-0001", "2020-0002"]))
    made = {
        "meeting": lambda: meeting(key, *cases, **fields),
        "organisation": lambda: organisation(key, **fields),
        "order": lambda: order(key, draw(st.sampled_from(sorted(words.ORDER_STATES))), taker),
        "wish": lambda: wish(key, draw(st.sampled_from(sorted(words.WISH_STATES))), **fields),
        "patrol": lambda: patrol(key, draw(st.integers(0, 1)), **fields),
        "fund": lambda: fund(key, (fields["date"], "in", 5), **fields),
        "consultation": lambda: consultation(key, draw(st.integers(0, 3)), **fields),
        "whistle": lambda: whistle(
            key, draw(st.sampled_from(sorted(words.WHISTLES))), draw(st.integers(0, 2)), **fields
        ),
        "nearby": lambda: nearby(key, draw(st.integers(1, 15)), **fields),
    }
    return kind, key, made[kind]()
