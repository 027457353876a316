"""What these records refuse."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.publication.errors import Refused


class Overdrawn(Refused):
    """More was handed out than had come in."""

    def __init__(self, key: str, day: str, missing: int) -> None:
        self.key, self.day, self.missing = key, day, missing
        super().__init__(key)

    def __str__(self) -> str:
        return _(
            "%(key)s was not published: on %(day)s %(missing)d more were handed out than were "
            "there. Enter the donation that is missing, or mend the amount."
        ) % {"key": self.key, "day": self.day, "missing": self.missing}


class StepRefused(Refused):
    """A step cannot be taken now; ``str()`` says why."""
