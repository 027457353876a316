"""The kinds of records, one a module."""

from cms.civic.models.consultations import Consultation, Group, Suggestion
from cms.civic.models.funds import Flow, Fund
from cms.civic.models.meetings import Attendance, Meeting, Topic
from cms.civic.models.nearby import Nearby
from cms.civic.models.orders import Order, Organisation
from cms.civic.models.patrols import Patrol, Round
from cms.civic.models.series import Series
from cms.civic.models.whistles import Called, Result, Whistle
from cms.civic.models.wishes import Wish

__all__ = [
    "Attendance", "Called", "Consultation", "Flow", "Fund", "Group", "Meeting", "Nearby", "Order",
    "Organisation", "Patrol", "Result", "Round", "Series", "Suggestion", "Topic", "Whistle", "Wish",
]  # fmt: skip

#: The kinds that are published, in the order of the menu.
KINDS = (Meeting, Consultation, Order, Organisation, Wish, Fund, Whistle, Patrol, Nearby)
