"""What editors call the texts of public records; by path, or by the last part of one."""

from __future__ import annotations

from cms.translating import gettext_noop

#: Alphabetical, so that additions meet seldom.
LABELS = {
    "address": gettext_noop("Address"),
    "adopter_unit": gettext_noop("organisation or business"),
    "alt": gettext_noop("Description of a picture"),
    "body_html": gettext_noop("Body"),
    "by": gettext_noop("Rated by"),
    "caption": gettext_noop("Caption of a picture"),
    "content": gettext_noop("What is reported"),
    "decision": gettext_noop("Decision"),
    "flows.what": gettext_noop("by whom or for what"),
    "heading": gettext_noop("Heading"),
    "html": gettext_noop("Text"),
    "lead": gettext_noop("Lead"),
    "hours": gettext_noop("opening hours"),
    "ledger_number": gettext_noop("Ledger number"),
    "measures": gettext_noop("Measures"),
    "name": gettext_noop("Name"),
    "names": gettext_noop("Names of volunteers who agreed"),
    "organiser": gettext_noop("Organiser"),
    "phone": gettext_noop("Telephone"),
    "pictures": gettext_noop("Pictures"),
    "place": gettext_noop("Place"),
    "placing": gettext_noop("what the community ordered"),
    "progress.text": gettext_noop("Progress"),
    "progress.unit": gettext_noop("Unit of a progress entry"),
    "reason": gettext_noop("Reason of the change"),
    "refusal": gettext_noop("Reason of refusal"),
    "remark": gettext_noop("Remark"),
    "reply": gettext_noop("Reply"),
    "report": gettext_noop("Closing report"),
    "result": gettext_noop("what was done"),
    "items.station": gettext_noop("Station"),
    "items.what": gettext_noop("What is planned"),
    "rounds.note": gettext_noop("what was found"),
    "source": gettext_noop("Source"),
    "stations": gettext_noop("Stations"),
    "suggestion": gettext_noop("Suggestion"),
    "text": gettext_noop("Text"),
    "title": gettext_noop("Title"),
    "topic": gettext_noop("Topic"),
    "unit": gettext_noop("Responsible unit"),
    "when": gettext_noop("When"),
    "who": gettext_noop("Person"),
}


def label_of(field: str) -> str:
    """Return the message id for a text's path, the path itself when nothing names it."""
    return LABELS.get(field) or LABELS.get(field.rpartition(".")[2], field)
