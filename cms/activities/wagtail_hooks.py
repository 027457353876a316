"""Registers the activities with the Wagtail admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from cms.activities.admin import ActivityViewSet
from cms.activities.models import Activity
from cms.rights.policy import AreaPermissionPolicy

register_permission_policy(Activity, AreaPermissionPolicy(Activity))
register_snippet(ActivityViewSet)
