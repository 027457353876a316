"""The first page of the admin, as those who start their day there meet it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from cms.cases import deadlines
from cms.cases.models import Case
from cms.civic.models import Order
from cms.publication.door import review
from tests import factories
from tests.factories import OTHER, OWN

pytestmark = pytest.mark.django_db
QUEUE = re.compile(r'class="desk-queue[^"]*" href="([^"]+)"><strong>(\d+)</strong> <span>([^<]+)<')


def queues(client) -> dict[str, tuple[str, int]]:
    """Return what the first page says: label → (address of the list, count)."""
    page = client.get("/admin/").content.decode()
    return {label: (url, int(count)) for url, count, label in QUEUE.findall(page)}


def due(days: int | None, **fields) -> Case:
    """Return an open case of which the limit is ``days`` from today."""
    limit = None if days is None else localdate() + timedelta(days=days)
    return factories.case(due=limit, **{"state": "in_progress", **fields})


def test_each_queue_counts_what_its_list_shows(admin_client):
    for days in (-400, -1, 0, deadlines.NEAR - 1, deadlines.NEAR, None):
        due(days)
    due(-5, state="done")
    Order.objects.create(title="磨剪刀", area=factories.area(OWN))
    told = queues(admin_client)
    counts = {label: count for label, (_url, count) in told.items()}
    assert counts["逾期未办结"] == 2
    assert counts["三天内到期"] == 2
    assert counts["未定期限"] == 1
    assert counts["服务订单：已点单"] == 1
    for label, (url, count) in told.items():
        listed = admin_client.get(url).context["page_obj"].paginator.count
        assert (label, listed) == (label, count)


def test_the_longest_overdue_stand_first_with_their_days(admin_client):
    due(2, title="还有两天")
    due(-3, title="过了三天")
    due(-9, title="早已办结", state="done")
    page = admin_client.get("/admin/").content.decode()
    assert page.index("过了三天") < page.index("还有两天")
    assert "逾期 3 天" in page
    assert "还剩 2 天" in page
    assert "早已办结" not in page


def test_work_of_other_areas_is_neither_counted_nor_named(bounded):
    factories.area(OTHER, name="昆吾社区")
    theirs = due(-9, title="别处的事", area=factories.area(OTHER))
    theirs.content = "住三号楼二单元五〇一室的人打13812345678"
    theirs.save()
    theirs.save_revision()
    review.note(theirs)
    page = bounded.get("/admin/").content.decode()
    assert "别处的事" not in page
    assert queues(bounded) == {}
    assert "没有等您办理的事项" in page


def test_what_waits_in_ones_own_area_is_on_the_first_page_of_the_list(bounded):
    """However much of other areas waits longer."""
    elsewhere = factories.area(OTHER, name="昆吾社区")
    for area in (*[elsewhere] * 25, factories.area(OWN)):
        case = factories.case(area=area, content="到德馨苑三号楼二单元找他")
        case.save_revision()
        assert review.note(case)
    assert queues(bounded)["待核查"] == ("/admin/review/", 1)
    assert bounded.get("/admin/review/").content.decode().count("waiting-item") == 1


def test_the_first_page_asks_no_more_queries_for_more_work(admin_client, django_assert_num_queries):
    due(-1)
    admin_client.get("/admin/")
    with CaptureQueriesContext(connection) as asked:
        admin_client.get("/admin/")
    for _ in range(12):
        due(-2)
    with django_assert_num_queries(len(asked)):
        admin_client.get("/admin/")


def test_nothing_of_wagtails_sites_of_pages_answers(admin_client):
    assert admin_client.get("/admin/sites/").status_code == 404
    assert admin_client.get("/admin/sites/new/").status_code == 404
