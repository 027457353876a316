"""Words on findings name a text by its path in the record."""

from django.db import migrations, models

NAMES = {"progress": "progress.text", "step_unit": "progress.unit"}


def rename(apps, schema_editor):
    Override = apps.get_model("publication", "Override")
    for old, new in NAMES.items():
        Override.objects.filter(kind="case", field=old).update(field=new)


class Migration(migrations.Migration):
    dependencies = [("publication", "0004_protect_log")]

    operations = [
        migrations.AlterField(
            model_name="override", name="field", field=models.CharField(max_length=100)
        ),
        migrations.RunPython(rename, migrations.RunPython.noop),
    ]
