"""The door: what goes out, what is refused, and what the log remembers."""

import json

import pytest

from cms.cases.models import Case
from cms.publication import records
from cms.publication.door import actions
from cms.publication.door.wagtail_actions import PublishThroughTheDoor
from cms.publication.errors import NotPublic, ReasonMissing, SchemaRefused, WasPublished
from cms.publication.models import LogEntry
from tests import factories

pytestmark = pytest.mark.django_db


def test_publish_writes_record_and_log_together():
    case = factories.publish(factories.case(progress=("已派工。", "已修好。")))

    entry = LogEntry.objects.get()
    envelope = json.loads(bytes(entry.body))
    assert (case.live, case.publication, case.public_version) == (True, "public", 1)
    assert (entry.seq, entry.key, entry.action) == (1, case.number, "publish")
    assert entry.sha256 == records.digest(bytes(entry.body))
    assert [step["text"] for step in envelope["record"]["progress"]] == ["已派工。", "已修好。"]


def test_publish_twice_writes_one_entry():
    case = factories.publish(factories.case())

    factories.publish(case)

    assert LogEntry.objects.count() == 1


def test_change_of_a_public_case_needs_a_reason_and_leaves_all_as_it_was():
    case = factories.publish(factories.case())
    case.measures = "更换了整条线路。"
    case.save_revision()

    with pytest.raises(ReasonMissing):
        factories.publish(case)

    case.refresh_from_db()
    assert (case.measures, case.publication) == ("更换了灯泡和开关。", "public")
    assert LogEntry.objects.count() == 1


def test_change_with_a_reason_is_a_correction():
    case = factories.publish(factories.case())
    case.measures, case.change_reason = "更换了整条线路。", "措施写错"
    case.save_revision()

    factories.publish(case)

    entry = LogEntry.objects.latest("seq")
    assert (entry.seq, entry.version, entry.action) == (2, 2, "correct")
    assert json.loads(bytes(entry.body))["reason"] == "措施写错"


def test_withdraw_needs_a_reason_and_takes_the_record_out():
    case = factories.publish(factories.case())
    with pytest.raises(ReasonMissing):
        case.unpublish()
    case.refresh_from_db()
    assert case.live

    case.change_reason = "重复登记"
    case.unpublish()

    entry = LogEntry.objects.latest("seq")
    case.refresh_from_db()
    assert (case.live, case.publication, entry.action) == (False, "withdrawn", "withdraw")
    assert json.loads(bytes(entry.body))["record"] is None


def test_two_editors_who_publish_at_once_make_one_entry():
    case = factories.case()
    revision = case.get_latest_revision()
    first, second = (PublishThroughTheDoor(revision) for _ in range(2))  # both have read the case

    first.execute()
    second.execute()

    case.refresh_from_db()
    assert [entry.action for entry in LogEntry.objects.all()] == ["publish"]
    assert (case.publication, case.public_version) == ("public", 1)


def test_two_editors_who_withdraw_at_once_make_one_entry():
    case = factories.publish(factories.case())
    first, second = (Case.objects.get(pk=case.pk) for _ in range(2))

    for one in (first, second):
        one.change_reason = "重复登记"
        one.unpublish()

    case.refresh_from_db()
    assert [entry.action for entry in LogEntry.objects.all()] == ["publish", "withdraw"]
    assert (case.live, case.publication, case.public_version) == (False, "withdrawn", 2)


def test_correction_that_meets_a_withdrawal_on_its_way_goes_on_from_it():
    case = factories.publish(factories.case())
    case.measures, case.change_reason = "更换了整条线路。", "措施写错"
    correction = PublishThroughTheDoor(case.save_revision())
    case.unpublish()

    correction.execute()

    told = LogEntry.objects.values_list("action", "version")
    assert list(told) == [("publish", 1), ("withdraw", 2), ("publish", 3)]


def test_what_is_not_public_cannot_be_withdrawn():
    with pytest.raises(NotPublic):
        actions.withdraw(factories.case(), reason="重复登记")

    assert not LogEntry.objects.exists()


def test_public_case_cannot_be_deleted():
    case = factories.publish(factories.case())

    with pytest.raises(WasPublished):
        case.delete()


def test_old_revision_does_not_bring_back_the_doors_own_fields():
    case = factories.case()
    first = case.get_latest_revision()
    factories.publish(case)

    assert first.as_object().public_version == 1


@pytest.mark.parametrize(
    "secret", ["13812345678", "1 3 8 1 2 3 4 5 6 7 8", "11010519491231002X", "zhang.san@163.com"]
)
def test_certain_personal_data_is_masked_in_the_record_and_kept_in_private(secret):
    text = f"有事请联系{secret}。"
    case = factories.publish(factories.case(content=text, progress=(f"已回电{secret}。",)))

    body = bytes(LogEntry.objects.get().body).decode()
    assert secret not in body
    assert case.content == text


def test_reporter_is_found_by_what_the_case_knows():
    case = factories.case(
        reporter_name="欧阳小苗", content="我叫欧阳小苗，住在这里。", reporter_phone="0393-5551234"
    )

    factories.publish(case)

    assert "欧阳小苗" not in bytes(LogEntry.objects.get().body).decode()


def test_private_fields_never_enter_the_record():
    case = factories.publish(
        factories.case(
            reporter_name="司马青云",
            reporter_phone="13900001111",
            reporter_address="秘密地址九号",
            responsible="诸葛小明",
            remarks="内部备注勿外传",
        )
    )

    body = bytes(LogEntry.objects.get().body).decode()
    for private in ("司马青云", "13900001111", "秘密地址九号", "诸葛小明", "内部备注勿外传"):
        assert private not in body
    assert case.number in body


def test_record_that_breaks_its_schema_is_refused_with_the_field():
    case = factories.case()
    case.state = "lost"

    with pytest.raises(SchemaRefused) as refusal:
        actions.publish(case)

    assert "state" in str(refusal.value)


def test_batch_goes_on_after_a_refusal():
    good, bad = factories.case(), factories.case()
    bad.state = "lost"

    outcome = actions.publish_many([good, bad])

    assert [entry.key for entry in outcome.entries] == [good.number]
    assert [item for item, _why in outcome.refused] == [bad]


def test_case_in_a_grid_tells_the_public_its_community_only():
    case = factories.publish(factories.case(area=factories.area("410902001001001")))

    record = json.loads(bytes(LogEntry.objects.get().body))["record"]
    assert case.area.level == "grid"
    assert record["area"] == "410902001001"


def test_scheduled_case_is_published_when_its_time_comes():
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    case = factories.case()
    case.go_live_at = timezone.now() + timedelta(hours=1)
    case.save_revision()
    factories.publish(case)
    assert not LogEntry.objects.exists()
    case.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    revision = case.get_latest_revision()
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()

    call_command("publish_scheduled")

    case.refresh_from_db()
    assert case.live
    assert LogEntry.objects.get().key == case.number


def test_seq_has_no_gap_after_a_rollback():
    from django.db import transaction

    first = factories.case()
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.publish(first)
        raise RuntimeError

    actions.publish(factories.case())
    actions.publish(factories.case())

    assert list(LogEntry.objects.values_list("seq", flat=True)) == [1, 2]
