from django.db import migrations

from cms.publication.log_table.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0003_sight"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: protect(schema_editor.connection),
            lambda apps, schema_editor: unprotect(schema_editor.connection),
        ),
    ]
