"""The groups and the workflow that come with Wagtail, called in Chinese unless renamed already."""

from typing import Any

from django.db import migrations

_GROUPS = {"Moderators": "页面审核员", "Editors": "页面编辑"}
_APPROVAL = ("Moderators approval", "页面审核")


def rename(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    for old, new in _GROUPS.items():
        if not groups.filter(name=new).exists():
            groups.filter(name=old).update(name=new)
    for model in ("Workflow", "Task"):
        apps.get_model("wagtailcore", model).objects.filter(name=_APPROVAL[0]).update(
            name=_APPROVAL[1]
        )


class Migration(migrations.Migration):
    # Those of Wagtail find the groups by their English names.
    dependencies = [
        ("rights", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtaildocs", "0002_initial_data"),
        ("wagtailimages", "0002_initial_data"),
    ]

    operations = [migrations.RunPython(rename, migrations.RunPython.noop)]
