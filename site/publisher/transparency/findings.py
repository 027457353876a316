"""What a check of a log found, in words for people and as values for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from cms.translating import gettext_noop

_MOST = 100  # problems kept; a log with more is no better known by them
_MESSAGES = {
    "signature": gettext_noop("The checkpoint is not what the key signed: %(why)s."),
    "new-key": gettext_noop(
        "Since %(day)s the log is signed with %(key)s. Your key did not sign that it follows, as "
        "it would not where it was lost. Where the office confirms it elsewhere, give both keys: "
        "--key twice."
    ),
    "key-changes": gettext_noop("What the log says of its earlier keys cannot be used: %(why)s"),
    "root": gettext_noop("The entries together do not have the root that the checkpoint names."),
    "missing": gettext_noop("Entry %(seq)d and those after it cannot be read: %(why)s."),
    "count": gettext_noop("Entry %(seq)d: the bundle holds %(found)d entries, not %(expected)d."),
    "form": gettext_noop("Entry %(seq)d was changed: it %(why)s."),
    "order": gettext_noop(
        "Entry %(seq)d is not at its place: there stands the one numbered %(found)d. "
        "An entry was dropped, inserted or moved."
    ),
    "tile": gettext_noop(
        "Entry %(seq)d does not have the hash that the tree gives it: it was changed, or the "
        "tree was."
    ),
    "branch": gettext_noop(
        "Among entries %(seq)d to %(last)d one was changed, or the tree above them was."
    ),
    "version": gettext_noop(
        "Entry %(seq)d is version %(found)d of %(key)s, but version %(expected)d should follow."
    ),
    "shorter": gettext_noop(
        "The log has %(size)d entries; when the older checkpoint was kept it had %(since)d. "
        "Entry %(seq)d and those after it were dropped."
    ),
    "rewritten": gettext_noop(
        "The first %(since)d entries are no longer those of the older checkpoint: "
        "what was published was changed afterwards."
    ),
    "replaced": gettext_noop("Entry %(seq)d is not the one in the older copy of the log."),
    "since": gettext_noop("The older checkpoint is not what the key signed: %(why)s."),
    "unwitnessed": gettext_noop("The checkpoint has no cosignature by %(witness)s."),
    "record": gettext_noop("Entry %(seq)d: the record of %(key)s is not the one in the log."),
    "record-missing": gettext_noop("Entry %(seq)d: the record of %(key)s is missing."),
}


@dataclass(frozen=True)
class Problem:
    """One thing wrong. ``seq`` is the first entry it concerns, 0 for the log as a whole."""

    what: str
    seq: int = 0
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str]) -> str:
        """Return the problem in words."""
        values = dict(self.values)
        if "why" in values:
            values["why"] = translate(values["why"])
        return translate(_MESSAGES[self.what]) % {"seq": self.seq, **values}


@dataclass
class Report:
    """What was checked, against which key, and all that was wrong.

    ``key_from`` is "given" or "site": in the second case the site vouches for itself.
    ``records`` counts records compared with their entries, ``since`` is the size of the
    older checkpoint that the log was found to continue, or was to, ``since_key`` the key that
    signed it. ``key_changes`` lists the earlier keys that the log names, the oldest first.
    ``cosigned`` lists the witnesses that cosigned the checkpoint with the time of each,
    ``witnesses_from`` says where their keys come from, as ``key_from`` does.
    """

    origin: str = ""
    size: int = 0
    root: str = ""
    key: str = ""
    key_from: str = "given"
    key_changes: list[dict[str, str | bool]] = field(default_factory=list)
    since_key: str = ""
    entries: int = 0
    records: int = 0
    withdrawn: int = 0
    since: int | None = None
    cosigned: list[dict[str, str]] = field(default_factory=list)
    witnesses_from: str = "site"
    problems: list[Problem] = field(default_factory=list)

    def add(self, what: str, seq: int = 0, **values: Any) -> None:
        """Note a problem."""
        if len(self.problems) < _MOST:
            self.problems.append(Problem(what, seq, values))

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return not self.problems

    @property
    def first_bad(self) -> int | None:
        """The first entry that is known to be wrong, or None."""
        return min((problem.seq for problem in self.problems if problem.seq), default=None)

    def as_dict(self, translate: Callable[[str], str]) -> dict[str, Any]:
        """Return everything, for JSON."""
        problems = [
            {"what": problem.what, "seq": problem.seq or None, "text": problem.text(translate)}
            for problem in sorted(self.problems, key=lambda problem: problem.seq)
        ]
        own = {name: value for name, value in vars(self).items() if name != "problems"}
        return {"ok": self.ok, "first_bad": self.first_bad, **own, "problems": problems}
