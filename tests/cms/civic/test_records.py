"""Orders, wishes, meetings and funds on the private side: steps, gate, rights, what goes out."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.civic import models
from cms.civic.actions import advance
from cms.civic.errors import Overdrawn, StepRefused
from cms.civic.models.funds import balance, check_balance
from cms.cli import setup
from cms.cli.work import Projections
from cms.publication.models import LogEntry
from search.query import parse
from tests import factories
from tests.factories import OTHER, OWN

DAY = date(2026, 3, 2)

#: What a record of each kind cannot do without.
NEEDED = {
    "meeting": {"kind": "council"},
    "organisation": {"field": "repair"},
    "wish": {"wisher": "child"},
    "fund": {"unit": "yuan"},
    "whistle": {"whistle": "daily"},
    "nearby": {"kind": "shop", "place": "东门", "minutes": 5},
}


def made(model, **fields):
    """Return a saved draft of a record."""
    fields = {"title": "一件事", "area": factories.area(), "date": DAY, "live": False, **fields}
    item = model(**fields)
    item.save()
    item.save_revision()
    return item


def organisation():
    return factories.publish(made(models.Organisation, title="老兵快跑", field="repair"))


def public(item):
    """Publish and return the record in the log."""
    factories.publish(item)
    entry = LogEntry.objects.filter(kind=item.public_kind).latest("seq")
    return json.loads(bytes(entry.body))["record"]


@pytest.mark.django_db
def test_an_order_goes_step_by_step_and_tells_nothing_of_the_resident():
    taker = organisation()
    item = made(
        models.Order,
        text="请回电13912345678，我是王秀英。",
        resident_name="王秀英",
        resident_phone="13912345678",
        resident_address="德馨苑3号楼1单元201室",
    )
    for state, brings in (
        ("placed", {"placing": "上门一次。"}),
        ("taken", {"organisation": taker}),
        ("delivered", {"result": "修好了。"}),
        ("rated", {"rating": 5}),
    ):
        item = advance(item, state, on=DAY, **brings)

    record = public(item)

    assert (record["state"], record["rating"], record["organisation"]) == ("rated", 5, taker.number)
    text = json.dumps(record, ensure_ascii=False)
    assert not [secret for secret in ("王秀英", "13912345678", "3号楼") if secret in text]
    assert models.Order.objects.get().state == "rated"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "brings", "why"),
    [
        ("taken", {}, "不是下一个环节"),
        ("nothing", {}, "没有“nothing”"),
        ("placed", {"on": date(2026, 3, 1)}, "早于前一环节"),
    ],
)
def test_a_step_out_of_order_is_refused_and_changes_nothing(state, brings, why):
    item = made(models.Order)
    revisions = item.revisions.count()

    with pytest.raises(StepRefused, match=why):
        advance(item, state, **{"on": DAY, **brings})

    item.refresh_from_db()
    assert (item.state, item.placed, item.revisions.count()) == ("ordered", None, revisions)


@pytest.mark.django_db
def test_dates_in_the_form_must_follow_each_other_and_have_what_they_need():
    item = made(models.Wish, wisher="elder")
    item.fulfilled = DAY

    with pytest.raises(ValidationError) as caught:
        item.clean()

    assert set(caught.value.error_dict) == {"adopted", "result"}


@pytest.mark.django_db
def test_the_next_step_is_taken_in_the_admin(bounded):
    item = made(models.Order)
    theirs = made(models.Order, area=factories.area(OTHER))
    url = f"/admin/civic/step/order/{item.pk}/"

    listed = bounded.get("/admin/snippets/civic/order/").content.decode()
    page = bounded.get(url).content.decode()
    empty = bounded.post(url, {"on": "2026-03-03", "placing": ""})
    early = bounded.post(url, {"on": "2026-03-01", "placing": "上门。"}).content.decode()
    taken = bounded.post(url, {"on": "2026-03-03", "placing": "上门。"})

    assert url in listed
    assert "下单日期" in page
    assert (empty.status_code, taken.status_code) == (200, 302)
    assert "早于前一环节" in early
    item.refresh_from_db()
    assert (item.state, item.placing) == ("placed", "上门。")
    taker = organisation()
    elsewhere = {"area": factories.area(OTHER), "field": "repair"}
    made(models.Organisation, title="别处的草稿", **elsewhere)
    offered = bounded.get(url).content.decode()
    assert taker.title in offered and "别处的草稿" not in offered
    assert bounded.get(f"/admin/civic/step/order/{theirs.pk}/").status_code == 404
    assert bounded.get("/admin/civic/step/case/1/").status_code == 404


@pytest.mark.django_db
def test_no_step_is_taken_while_a_record_waits_for_approval(bounded):
    bounded.user.groups.set(Group.objects.filter(name=setup.WRITERS))
    item = made(models.Order)
    item.get_workflow().start(item, user=bounded.user)
    answer = bounded.post(
        f"/admin/civic/step/order/{item.pk}/", {"on": "2026-03-03", "placing": "请来一趟。"}
    )
    assert "等待审核" in answer.content.decode()
    assert models.Order.objects.get(pk=item.pk).get_latest_revision_as_object().placed is None


@pytest.mark.django_db
def test_a_wish_tells_masked_names_only():
    wish = made(
        models.Wish,
        wisher="elder",
        wisher_name="王秀英",
        text="王秀英想要一副老花镜。",
        adopted=DAY,
        adopter="party_member",
        adopter_name="李建国",
    )

    record = public(wish)

    assert (record["wisher_masked"], record["adopter_masked"]) == ("王*", "李*")
    assert record["text"] == "王*想要一副老花镜。"


@pytest.mark.django_db
def test_a_meeting_links_to_public_cases_only():
    shown, hidden = factories.publish(factories.case()), factories.case()
    item = made(models.Meeting, kind="courtyard")
    item.topics = [
        models.Topic(sort_order=n, topic="灯", case=case) for n, case in enumerate((shown, hidden))
    ]
    item.save()
    item.save_revision()

    assert [topic["case"] for topic in public(item)["topics"]] == [shown.number, None]


flows = st.lists(
    st.tuples(st.sampled_from(["in", "out"]), st.integers(1, 10**9), st.integers(1, 28)),
    max_size=12,
)


@given(flows)
def test_a_balance_is_the_sum_and_never_below_zero(drawn):
    rows = [
        {"flow": flow, "amount": amount, "date": f"2026-03-{day:02d}"}
        for flow, amount, day in sorted(drawn, key=lambda one: one[2])
    ]
    left, lowest = 0, 0
    for row in rows:
        left += row["amount"] if row["flow"] == "in" else -row["amount"]
        lowest = min(lowest, left)

    assert balance(rows) == left
    if lowest < 0:
        with pytest.raises(Overdrawn):
            check_balance("2026-0001", rows)
    else:
        check_balance("2026-0001", rows)


@pytest.mark.django_db
def test_an_overdrawn_fund_is_refused_and_says_by_how_much():
    item = made(models.Fund, unit="piece")
    item.flows = [
        models.Flow(sort_order=0, date=DAY, flow="in", amount=100, what="某企业"),
        models.Flow(sort_order=1, date=DAY, flow="out", amount=130, what="困难家庭", people=40),
    ]
    item.save()
    item.save_revision()

    with pytest.raises(Overdrawn, match="30"):
        factories.publish(item)

    assert "30" in item.get_preview_context(None, "")["doubtful"][0]
    assert not LogEntry.objects.exists()


@pytest.mark.django_db
def test_every_kind_is_published_found_and_has_a_page(tmp_path, settings):
    settings.HUIYINBI_HOME = tmp_path
    factories.publish(factories.area())
    for model in models.KINDS:
        kind = model.public_kind
        factories.publish(made(model, title=f"翡翠{kind}", **NEEDED.get(kind, {})))
    projections = Projections()
    projections.catch_up()

    found = projections.engine.search(parse("翡翠"))
    pages = [tmp_path / "site" / "current" / item.url.lstrip("/") for item in found.items]
    projections.close()

    assert {item.kind for item in found.items} == {model.public_kind for model in models.KINDS}
    assert all("翡翠" in page.read_text() for page in pages)


@pytest.mark.django_db
@pytest.mark.parametrize("model", models.KINDS, ids=lambda model: model.public_kind)
def test_records_of_another_community_do_not_exist(bounded, model):
    needed = NEEDED.get(model.public_kind, {})
    theirs = made(model, title="金丝雀", area=factories.area(OTHER), pk=700_001, **needed)
    url = f"/admin/snippets/civic/{model._meta.model_name}/"

    assert "金丝雀" not in bounded.get(url).content.decode()
    for way in ("edit", "history", "unpublish", "usage", "inspect", "delete"):
        there = bounded.get(f"{url}{way}/{theirs.pk}/")
        assert there.status_code == 404, way


@pytest.mark.django_db
def test_a_meeting_cannot_be_linked_to_another_communitys_case(bounded):
    theirs = factories.case(area=factories.area(OTHER))
    form = {
        "title": "院院会",
        "area": str(factories.area(OWN).pk),
        "date": "2026-03-02",
        "text": "",
        "kind": "courtyard",
        "place": "",
        "starts": "",
        "change_reason": "",
        **_rows("attendance", []),
        **_rows("topics", [{"topic": "灯", "decision": "", "case": str(theirs.pk), "solved": ""}]),
    }

    answer = bounded.post("/admin/snippets/civic/meeting/add/", form)

    assert answer.status_code == 200
    assert theirs.title not in answer.content.decode()
    assert not models.Meeting.objects.exists()
    form["topics-0-case"] = ""
    assert bounded.post("/admin/snippets/civic/meeting/add/", form).status_code == 302


def _rows(name, rows):
    """Return the form fields of rows."""
    fields = {f"{name}-TOTAL_FORMS": str(len(rows)), f"{name}-INITIAL_FORMS": "0"}
    fields |= {f"{name}-MIN_NUM_FORMS": "0", f"{name}-MAX_NUM_FORMS": "1000"}
    for n, row in enumerate(rows):
        fields |= {f"{name}-{n}-{key}": value for key, value in row.items()}
        fields |= {f"{name}-{n}-id": "", f"{name}-{n}-ORDER": str(n + 1), f"{name}-{n}-DELETE": ""}
    return fields
