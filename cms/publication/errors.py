"""What the door says when it does not open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from cms.publication.verdicts import FieldFinding


class Refused(Exception):
    """A record cannot be published as it is; ``str()`` tells an editor why."""


class GateRefused(Refused):
    """The privacy gate found something that it may not mask by itself."""

    def __init__(self, key: str, findings: Sequence[FieldFinding]) -> None:
        self.key = key
        self.findings = findings
        super().__init__(key)

    def __str__(self) -> str:
        what = "；".join(str(finding) for finding in self.findings)
        return _("%(key)s was not published. Check for personal data: %(what)s") % {
            "key": self.key,
            "what": what,
        }


class SchemaRefused(Refused):
    """The record does not fit its schema: a field is missing or malformed."""

    def __init__(self, key: str, where: str, why: str) -> None:
        self.key, self.where, self.why = key, where, why
        super().__init__(key)

    def __str__(self) -> str:
        return _("%(key)s was not published. Field %(where)s: %(why)s") % {
            "key": self.key,
            "where": self.where or "-",
            "why": self.why,
        }


class ReasonMissing(Refused):
    """A public record is to be corrected or withdrawn without saying why."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        return _("%(key)s is public already: give the reason of the change first.") % {
            "key": self.key
        }


class NotPublic(Refused):
    """A record is to be withdrawn that the public has not."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        return _("%(key)s is not public: there is nothing to withdraw.") % {"key": self.key}


class NotWithdrawn(Refused):
    """What a record said can be purged only after it was withdrawn."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        return _("%(key)s is not withdrawn. Withdraw it first; then its text can be purged.") % {
            "key": self.key
        }


class NotReplaced(Refused):
    """A single version can be purged only where a later one took its place."""

    def __init__(self, key: str, version: int) -> None:
        self.key, self.version = key, version
        super().__init__(key)

    def __str__(self) -> str:
        return _(
            "%(key)s has no version %(version)d that a later one replaced. "
            "Publish the correction first; then the version before it can be purged."
        ) % {"key": self.key, "version": self.version}


class WasPublished(Refused):
    """A record that was public cannot be deleted, only withdrawn."""

    def __init__(self, item: Any) -> None:
        self.key = item.public_key
        super().__init__(self.key)

    def __str__(self) -> str:
        return _("%(key)s was public and cannot be deleted. Withdraw it instead.") % {
            "key": self.key
        }


class NotThroughTheDoor(Refused):
    """Something was to be written to the log that the gate has not looked through."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)

    def __str__(self) -> str:
        return _(
            "%(key)s was not published: nothing enters the log but by publishing the record, "
            "and what is in the log is never changed."
        ) % {"key": self.key}
