from django.db import migrations

from cms.volunteers.hours.protection import protect, unprotect


class Migration(migrations.Migration):

    dependencies = [
        ('volunteers', '0003_hours'),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: protect(schema_editor.connection),
            lambda apps, schema_editor: unprotect(schema_editor.connection),
        ),
    ]
