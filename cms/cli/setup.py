"""What a new installation needs before its first page: tables, roles, a workflow."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from cms.brands.models import Brand
from cms.cases.models import Case
from cms.rights.models import AreaApprovalTask
from cms.volunteers.models import Team
from publisher.transparency.keys import find_signer, make_key

#: Names of the two roles; they are data that an office may rename.
WRITERS = "编辑"
REVIEWERS = "审核"
_MODELS = (Case, Brand, Team)


def migrate() -> bool:
    """Bring the private database up to date; return whether anything was to do."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def make_log_key() -> None:
    """Make the key that signs the log, unless there is one; for a demo on this machine."""
    home = Path(settings.HUIYINBI_HOME)
    if find_signer(os.environ, home) is None:
        make_key(home, "localhost/log")


@transaction.atomic
def make_roles() -> None:
    """Make the roles and the approval workflow, once; later changes of them are kept."""
    if Group.objects.filter(name=WRITERS).exists():
        return
    writers = Group.objects.create(name=WRITERS)
    reviewers = Group.objects.create(name=REVIEWERS)
    _permit(writers, ("add", "change", "view"))
    _permit(reviewers, ("add", "change", "view", "publish", "lock", "unlock"))
    task = AreaApprovalTask.objects.create(name="审核公开")
    task.groups.add(reviewers)
    workflow = Workflow.objects.create(name="编辑—审核")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for model in _MODELS:
        WorkflowContentType.objects.create(
            workflow=workflow, content_type=ContentType.objects.get_for_model(model)
        )


def _permit(group: Group, verbs: tuple[str, ...]) -> None:
    wanted: list[Any] = [Permission.objects.get(codename="access_admin")]
    for model in _MODELS:
        content_type = ContentType.objects.get_for_model(model)
        names = [f"{verb}_{model._meta.model_name}" for verb in verbs]
        wanted += Permission.objects.filter(content_type=content_type, codename__in=names)
    group.permissions.add(*wanted)
