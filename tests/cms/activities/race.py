"""Two programs that sign up somebody for the last place at the same moment; see its tests."""

MAKE = """
from datetime import timedelta
from django.utils import timezone
from tests import factories
day = timezone.localdate() + timedelta(days=1)
made = factories.activity(
    day, repeats="daily", repeats_until=day + timedelta(days=9), state="open", sign_up="form",
    by_day=True, capacity=1,
)
factories.publish(made)
"""
JOIN = """
import sys
from cms.activities import actions
from cms.activities.models import Activity
activity = Activity.objects.get()
print("ready", flush=True)
sys.stdin.readline()
for day in activity.days():
    made = actions.sign_up(
        activity, name="王小%(serial)s", phone="1390000000%(serial)s",
        people=1, online=True, day=day,
    )
    print(day, made.state, flush=True)
"""
