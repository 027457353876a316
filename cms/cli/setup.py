"""What a new installation needs before its first page: tables, roles, a workflow."""

from __future__ import annotations

import os
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model, QuerySet
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from cms.areas.models import Area, Category, Unit
from cms.publication.door.review import publishable_models
from cms.publication.log_table.protection import GUARD
from cms.publication.models import Publishable
from cms.rights.models import AreaApprovalTask
from cms.volunteers.hours.protection import GUARDS
from publisher.transparency.keys import find_signer, make_key

#: Names of the two roles; they are data that an office may rename.
WRITERS = "编辑"
REVIEWERS = "审核"


def migrate() -> bool:
    """Bring the private database up to date; return whether anything was to do."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


@transaction.atomic
def guard_tables() -> list[str]:
    """Put back what guards the log and the book of hours; return the triggers that were gone."""
    return [name for guard in (GUARD, *GUARDS) for name in guard.restore(connection)]


def make_log_key() -> None:
    """Make the key that signs the log, unless there is one; for a demo on this machine."""
    home = Path(settings.HUIYINBI_HOME)
    if find_signer(os.environ, home) is None:
        make_key(home, "localhost/log")


@transaction.atomic
def make_roles() -> None:
    """Make the roles and the approval workflow, and let them at each kind of record.

    Later changes of roles are kept: only a kind on which nobody has any right yet,
    which came with a new version, is given to them.
    """
    writers, new = Group.objects.get_or_create(name=WRITERS)
    reviewers, _ = Group.objects.get_or_create(name=REVIEWERS)
    if new:
        admin = Permission.objects.get(codename="access_admin")
        writers.permissions.add(admin)
        reviewers.permissions.add(admin)
    _let_at_pictures(writers, reviewers)
    for model in _private_models():
        if not _given(model):
            _permit(writers, model, ("add", "change", "view"))
            _permit(reviewers, model, ("add", "change", "view"))
    for model in (Area, Category, Unit):  # whose codes tables and programs have to name
        if not _given(model):
            for role in (writers, reviewers):
                _permit(role, model, ("view",))
    kinds = [model for model in publishable_models() if model.for_roles and not _given(model)]
    if not kinds:
        return
    workflow = _workflow(reviewers)
    for model in kinds:
        _permit(writers, model, ("add", "change", "view"))
        _permit(reviewers, model, ("add", "change", "view", "publish", "lock", "unlock"))
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )


def _let_at_pictures(*groups: Group) -> None:
    """Let the roles add pictures and choose some, unless somebody has such a right already."""
    wanted = Permission.objects.filter(
        content_type__app_label="wagtailimages",
        codename__in=("add_image", "change_image", "choose_image"),
    )
    root = Collection.get_first_root_node()
    given = GroupCollectionPermission.objects.filter(group__in=groups, permission__in=wanted)
    if root is None or given.exists():
        return
    for group in groups:
        for permission in wanted:
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=permission
            )


def _private_models() -> list[type[Model]]:
    """Return the models for the roles whose records are never published."""
    return [
        model
        for model in apps.get_models()
        if getattr(model, "for_roles", False) and not issubclass(model, Publishable)
    ]


def _workflow(reviewers: Group) -> Workflow:
    """Return the approval workflow, made at the first time."""
    workflow, new = Workflow.objects.get_or_create(name="编辑—审核")
    if new:
        task = AreaApprovalTask.objects.create(name="审核公开")
        task.groups.add(reviewers)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _permissions(model: type[Model]) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type=ContentType.objects.get_for_model(model))


def _given(model: type[Model]) -> bool:
    """Whether any group may do anything with records of ``model``."""
    return _permissions(model).filter(group__isnull=False).exists()


def _permit(group: Group, model: type[Model], verbs: tuple[str, ...]) -> None:
    names = [f"{verb}_{model._meta.model_name}" for verb in verbs]
    group.permissions.add(*_permissions(model).filter(codename__in=names))
