"""Registers the cases' admin with Wagtail; the work is done elsewhere."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.cases.admin import CaseViewSet
from cms.cases.bulk import PublishBulkAction, WithdrawBulkAction

register_snippet(CaseViewSet)
hooks.register("register_bulk_action", PublishBulkAction)
hooks.register("register_bulk_action", WithdrawBulkAction)
