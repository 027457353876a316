from django.db import migrations


def keep(apps, schema_editor):
    """Who came is kept by day: so far it could only be said of the activity as a whole."""
    sign_ups = apps.get_model("activities", "SignUp").objects.filter(attended=True)
    attendance = apps.get_model("activities", "Attendance")
    rows = sign_ups.values_list("pk", "activity__first_day")
    attendance.objects.bulk_create(
        (attendance(sign_up_id=pk, day=day) for pk, day in rows.iterator()), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ("activities", "0003_sign_up_by_day"),
    ]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.RemoveField(model_name="signup", name="attended"),
    ]
