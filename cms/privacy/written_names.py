"""Names that the way of writing tells: the value of a form's label, a name hidden by half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms.privacy import name_contexts as contexts
from cms.privacy.given_names import NEVER, given_weight, is_name
from cms.privacy.surnames import SINGLE
from cms.privacy.words import is_word

# 张*伟, 李○芳, 王某军: two of three characters stand. 张*, 张**, 张某某 hide the given name.
_HALF = re.compile(
    rf"[{''.join(sorted(SINGLE))}](?:[*×○〇●□■☆xX]{{1,2}}|某)(?P<given>[一-龥])(?![*×○〇●某])"
)
_HIDING = re.compile("[*×○〇●□■☆xX某]")
_VALUE = re.compile(r"[:：]\s{0,2}(?P<name>[一-龥]{2,4})(?![一-龥])")
_LABELLED = 5.0
# From this weight on a character is more of names than of prose.
_FITS = 0.9
# What follows a masked name as often as it ends one: 张*家.
_FOLLOWS = frozenset("家年会有来向从能好可之天月水西道方大小")
# What ends the name of a group or an office: 业委会, 施工方, 三组.
_GROUPS = frozenset("会方组队团部社站处科室委家人们等员省市学")


def half_hidden(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand in a folded text of which only the middle is hidden.

    What a mask leaves (张*) stands before any character, so the last one must fit a name.
    """
    if not _HIDING.search(text):
        return
    for match in _HALF.finditer(text):
        own = given_weight(match["given"])
        if match["given"] in NEVER or match["given"] in _FOLLOWS or own <= 0:
            continue
        ahead = contexts.before(text, match.start())
        behind = contexts.after(text, match.end())
        if contexts.NEVER in {ahead, behind}:
            continue
        if "一" <= text[match.end() : match.end() + 1] <= "龥":
            fits = own > _FITS and behind > 1
        else:
            fits = own >= _FITS or ahead >= contexts.EDGE
        if fits:
            yield match.span()


def labelled(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where a label's value looks like a name in a folded text, and whether it must be one.

    Any surname counts after 联系人： or 户主：, the rarest too; ordinary words do not.
    """
    for match in _VALUE.finditer(text):
        name = match["name"]
        if contexts.before(text, match.start("name")) < _LABELLED:
            continue
        pairs = [name[i : i + 2] for i in range(len(name) - 1)]
        words = [pair for pair in pairs if is_word(pair) and not is_name(pair)]
        if name[-1] in _GROUPS or not NEVER.isdisjoint(name) or words:
            continue
        yield *match.span("name"), len(name) == 3
