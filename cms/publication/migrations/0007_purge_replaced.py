from django.db import migrations

from cms.publication.log_table.protection import protect, unprotect


def renew(apps, schema_editor):
    """Put the triggers anew, which let the text of a replaced version be emptied."""
    unprotect(schema_editor.connection)
    protect(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0006_sights_by_api"),
    ]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop)]
