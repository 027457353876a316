"""Teams, their members and services, and the book of their hours."""

from cms.volunteers.certificates.models import Certificate, CertificateSeries
from cms.volunteers.hours.models import Account, Dispute, Entry, Posting
from cms.volunteers.people import Member
from cms.volunteers.plans import Plan, PlanItem
from cms.volunteers.services import Participation, Service, ServiceSeries
from cms.volunteers.teams import Station, Team

__all__ = [
    "Account",
    "Certificate",
    "CertificateSeries",
    "Dispute",
    "Entry",
    "Member",
    "Participation",
    "Plan",
    "PlanItem",
    "Posting",
    "Service",
    "ServiceSeries",
    "Station",
    "Team",
]
