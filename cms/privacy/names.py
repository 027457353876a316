"""Full names of persons, weighed by their characters and by what stands around them.

A surname begins a possible name. How common it is, how well the next characters fit into a
given name, what stands before (联系人：, 我父亲, the edge of a sentence) and after (先生, ，男，,
反映) are weights that add up; what is heavy enough is found, what is heavier is certain.
Only full names count. Surname and title (张女士) may stand in public, and so may officials
in office (张伟主任).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cms.privacy import masking_styles as styles
from cms.privacy import name_backing as backing
from cms.privacy import name_contexts as contexts
from cms.privacy import name_looks as looks_of
from cms.privacy.foreign_names import foreign_spans
from cms.privacy.given_names import NEVER, given_weight
from cms.privacy.hits import Hit
from cms.privacy.surnames import AMBIGUOUS, COMMON, COMPOUND, SINGLE, split_name
from cms.privacy.words import is_word
from cms.privacy.written_names import half_hidden, labelled

_CERTAIN, _LIKELY, _POSSIBLE = 7.3, 6.4, 5.0
# From this weight on the word before says that a name follows.
_INTRODUCED = 4.0
_LABELLED = 5.0
# In the middle of a sentence, where a title or a number follows the name: 学院李建国老师.
_INSIDE_BUT_TITLED = -1.0
# Where somebody's number follows.
_BY_NUMBER = 3.5
_MOST_BEHIND = max(_BY_NUMBER, contexts.MOST_AFTER)
_GIVEN = f"(?:[一-龥](?<![{''.join(sorted(NEVER))}]))"
_CLEAR = "".join(sorted(COMMON - AMBIGUOUS))
_BEGINS_COMPOUND = frozenset(name[0] for name in COMPOUND)
# Inside a sentence a name follows a word for people, or its surname alone speaks for it.
_CANDIDATE = re.compile(
    rf"[{''.join(sorted(SINGLE | _BEGINS_COMPOUND))}]"
    rf"(?:(?<=[{''.join(sorted(SINGLE))}])|(?=[{''.join(sorted({name[1] for name in COMPOUND}))}]))"
    rf"(?:(?<![{contexts.ENDS_NO_CUE}].)|(?<=[{_CLEAR}]))(?=[ ]?{_GIVEN})"
)
_NO_PLACE = 3.0  # 房东俞铁山: nobody rents from a mountain
_LONGER = 1.2
_NUMBER_KINDS = frozenset(
    {"mobile", "id_number", "bank_card", "landline", "wechat", "qq", "passport"}
)
_MASKED_NUMBER = re.compile(r"(?<![\d*])\d{2,4}\*{3,}")
_TO_NUMBER = re.compile(
    r"\s{0,2}[(（,，、:：/\-—|]?\s{0,2}(?:的?(?:本人|联系|手机|身份证|移动)?(?:电话|方式|号码|号|手机|[Tt]el)|身份证号?码?)?(?:号码|是|为)?\s{0,2}[:：]?\s{0,2}"
)
_FROM_NUMBER = re.compile(r"\s{0,2}[(（,，、 /]\s?$")
_BETWEEN_NAMES = re.compile(r"\s?[、,，/和与及跟;；]\s?|\s{1,3}")


@dataclass(frozen=True)
class _Name:
    start: int
    end: int
    weight: float
    titled: bool

    @property
    def confidence(self) -> float:
        if self.weight >= _CERTAIN:
            return 0.92
        return 0.75 if self.weight >= _LIKELY else 0.6


def name_hits(text: str, others: Sequence[Hit]) -> Iterator[Hit]:
    """Yield full names in a folded text; ``others`` are the numbers found in it."""
    numbers = [(hit.start, hit.end) for hit in others if hit.kind in _NUMBER_KINDS]
    if "***" in text:
        numbers += [match.span() for match in _MASKED_NUMBER.finditer(text)]
    found: list[_Name] = []
    for match in _CANDIDATE.finditer(text):
        best = _best(text, match.start(), numbers, found[-1] if found else None)
        if best is None:
            continue
        if found and best.start < found[-1].end:
            if best.weight <= found[-1].weight:
                continue
            found.pop()
        found.append(best)
    found = _backed(text, found)
    found += [_Name(*span) for span in foreign_spans(text) if span[2] >= _POSSIBLE]
    found += [_Name(*span, _CERTAIN, titled=False) for span in half_hidden(text)]
    for start, end, sure in labelled(text):
        found.append(_Name(start, end, _CERTAIN if sure else _LIKELY, titled=False))
    found += _again(text, found)
    for name in found:
        yield _hit(text, name)


def _best(
    text: str, start: int, numbers: Sequence[tuple[int, int]], last: _Name | None
) -> _Name | None:
    """Return the likeliest name that begins at ``start``, or None."""
    needed = _INSIDE_NEEDS if contexts.inside(text[start - 1 : start]) else looks_of.LEAST
    limit = looks_of.at_most(text[start : start + 2])
    if limit < needed:
        return None
    width = 5 if limit == looks_of.UNKNOWN else 3
    readings, most = looks_of.readings(text[start : start + width])
    if most < needed:
        return None
    ahead = _before(text, start, numbers, last)
    reach = _most_around(ahead)
    hopeless = ahead == contexts.NEVER or most + reach < _POSSIBLE
    if hopeless or contexts.CALLED.match(text, start + len(readings[0][0])):
        return None
    best = None
    longer = 0.0
    for surname, given, width, looks in readings:
        if looks + reach < _POSSIBLE:
            continue
        end = start + width
        spaced = width > len(surname + given)
        if (spaced and ahead < _INTRODUCED) or (is_word(surname + given) and ahead < _LABELLED):
            continue
        behind = _after(text, end, numbers)
        titled = behind == contexts.TITLED
        if titled and ahead < 0 and len(given) == 1 and given in COMMON:
            continue  # 关于王先生, 对方李女士: the surname is the last character
        around = _around(ahead, behind, surname, meets=bool(contexts.MEETS.match(text, end)))
        total = looks + around
        if ahead >= contexts.PEOPLE and given[-1] in looks_of.OF_PLACES:
            total += _NO_PLACE
        # The longer reading comes first: 王开 of 王开福 is nobody.
        if total >= _POSSIBLE and (best is None or total > best.weight + longer):
            best = _Name(start, end, total, titled)
            longer = _LONGER if given_weight(given[-1]) > 0 else 0.0
    return best


def _around(ahead: float, behind: float, surname: str, *, meets: bool) -> float:
    """Return what stands before and after together, each by what the other makes of it."""
    if meets and 0 < ahead < 2.5:
        behind += 1.5  # 与王芳沟通, 向李强核实
    if ahead >= 2 and surname in AMBIGUOUS:
        behind += 1.0  # a clear left edge is what such a surname needs
    if behind >= contexts.TITLED and surname not in AMBIGUOUS:
        ahead = max(ahead, _INSIDE_BUT_TITLED)
    return ahead + behind


def _most_around(ahead: float) -> float:
    """Return the most that :func:`_best` can add to the characters' own weight."""
    most = max(ahead, _INSIDE_BUT_TITLED) + _MOST_BEHIND
    if 0 < ahead < 2.5:
        most += 1.5
    if ahead >= 2:
        most += 1.0
    return most + _NO_PLACE if ahead >= contexts.PEOPLE else most


# What the characters must weigh for a name where nothing before speaks of one.
_INSIDE_NEEDS = _POSSIBLE - _most_around(contexts.INSIDE)


def _before(text: str, start: int, numbers: Sequence[tuple[int, int]], last: _Name | None) -> float:
    weight = contexts.before(text, start)
    if weight == contexts.NEVER:
        return weight
    if weight < contexts.PEOPLE and is_word(text[start - 1 : start + 1]):
        weight -= 2.0 if weight < 0 else 4.0  # 工程, 户籍, 业主任意
    if last is not None and _BETWEEN_NAMES.fullmatch(text, last.end, start):
        weight = max(weight, 2.5)
    for begin, end in numbers:
        if (
            begin < start
            and end <= start
            and start - end < 4
            and _FROM_NUMBER.match(text, end, start)
        ):
            weight = max(weight, 2.5)
    return weight


def _after(text: str, end: int, numbers: Sequence[tuple[int, int]]) -> float:
    for begin, _ in numbers:
        if 0 <= begin - end < 16 and _TO_NUMBER.fullmatch(text, end, begin):
            return _BY_NUMBER
    return contexts.after(text, end)


def _backed(text: str, found: list[_Name]) -> list[_Name]:
    """Return the names, those certain that are likely and that the text backs."""
    if all(name.weight >= _CERTAIN for name in found):
        return found
    listed = backing.listed(text, [(name.start, name.end) for name in found])

    def backed(name: _Name) -> bool:
        written = text[name.start : name.end].replace(" ", "")
        if name.weight >= _CERTAIN or not backing.fitting(written):
            return False
        if name.start in listed:
            return True
        likely = name.weight >= _LIKELY or backing.repeated(text, written)
        return likely and backing.plain(written)

    return [replace(name, weight=_CERTAIN) if backed(name) else name for name in found]


def _again(text: str, found: Sequence[_Name]) -> Iterator[_Name]:
    """Yield the other places of names that are certain somewhere in this text."""
    taken = {name.start for name in found if name.weight >= _CERTAIN}
    for name in found:
        written = text[name.start : name.end]
        if name.weight < _CERTAIN or len(written) < 3:
            continue
        at = text.find(written)
        while at >= 0:
            if at not in taken and contexts.before(text, at) != contexts.NEVER:
                taken.add(at)
                yield _Name(at, at + len(written), _CERTAIN, titled=False)
            at = text.find(written, at + len(written))


def _hit(text: str, name: _Name) -> Hit:
    surname = split_name(text[name.start : name.end].replace(" ", ""))[0]
    title = contexts.TITLES.match(text, name.end)
    masked = _titled_mask(text, name.start, surname) if title else styles.name(surname)
    return Hit("name", name.start, name.end, masked, name.confidence)


def _titled_mask(text: str, start: int, surname: str) -> str:
    """Return the surname alone, with a star where the word before would make a name of it."""
    before = text[max(0, start - 2) : start].replace(" ", "")
    return styles.name(surname) if any(char in SINGLE for char in before) else surname
