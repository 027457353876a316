"""Teams, their members and services, and the book of their hours."""

from cms.volunteers.certificates.models import Certificate, CertificateSeries
from cms.volunteers.hours.models import Account, Dispute, Entry, Posting
from cms.volunteers.people import Member
from cms.volunteers.services import Participation, Service, ServiceSeries
from cms.volunteers.teams import MonthPlan, Station, Team

__all__ = [
    "Account",
    "Certificate",
    "CertificateSeries",
    "Dispute",
    "Entry",
    "Member",
    "MonthPlan",
    "Participation",
    "Posting",
    "Service",
    "ServiceSeries",
    "Station",
    "Team",
]
