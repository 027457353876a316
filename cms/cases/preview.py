"""What the public would see of a draft, and what the gate says to it."""

from __future__ import annotations

from typing import Any

from cms.areas.models import Area
from cms.pictures.renditions import staff_url
from cms.publication.verdicts import Passed
from cms.publication.vocabulary import CASE_STATES, PICTURE_ROLES, SATISFACTION
from cms.translating import translator


def preview_context(passed: Passed, area: Area) -> dict[str, Any]:
    """Return the masked record with its labels, and the gate's findings, for the template."""
    translate = translator()
    record = passed.record
    return {
        "record": record,
        "area": area,
        "state": translate(CASE_STATES[record["state"]]),
        "satisfaction": translate(SATISFACTION.get(record["satisfaction"], "")),
        "pictures": [
            {
                "url": staff_url(each["sha256"]),
                "alt": each["alt"],
                "caption": each["caption"],
                "role": translate(PICTURE_ROLES[each["role"]]),
            }
            for each in record["pictures"]
        ],
        "masked": [str(finding) for finding in passed.masked],
        "doubtful": [str(finding) for finding in passed.doubtful],
    }
