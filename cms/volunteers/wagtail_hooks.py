"""Registers the volunteers' admin with Wagtail; the work is done elsewhere."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.rights.policy import AreaPermissionPolicy
from cms.volunteers.admin import (
    MemberViewSet,
    MonthPlanViewSet,
    ServiceViewSet,
    StationViewSet,
    TeamViewSet,
)
from cms.volunteers.models import Member, Service, Station

for model in (Service, Member, Station):
    register_permission_policy(model, AreaPermissionPolicy(model))
for view_set in (TeamViewSet, ServiceViewSet, MemberViewSet, StationViewSet, MonthPlanViewSet):
    register_snippet(view_set)
