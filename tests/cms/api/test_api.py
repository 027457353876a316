"""The editors' API as an integration meets it: tokens, drafts, the door's answers, bounds."""

import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import APIToken

from cms.cases.models import Case
from cms.cli import setup
from cms.publication.models import LogEntry, Sight, Waiting
from tests import factories
from tests.cms.api.conftest import CASES, OTHER, OWN, Caller
from tests.media.test_arrival import with_metadata

pytestmark = pytest.mark.django_db


def draft(**fields):
    """Return what an integration sends for a new case."""
    area = factories.area(OWN)
    return {"title": "路灯不亮", "content": "路灯坏了三天。", "area_id": area.pk, **fields}


def test_a_case_goes_from_draft_to_the_public_and_back(reviewer):
    made = reviewer("post", CASES, draft(reporter_name="王秀英", channel="line_12345"))
    assert made.status_code == 201, made.content
    pk, number = made.json()["id"], made.json()["number"]
    assert (made.json()["publication"], made.json()["live"]) == ("draft", False)

    steps = [{"date": "2026-07-01", "text": "已派工。", "unit": ""}]
    changed = reviewer("patch", f"{CASES}{pk}/", {"measures": "换了灯。", "progress": steps})
    assert changed.status_code == 200, changed.content
    published = reviewer("post", f"{CASES}{pk}/actions/publish/")
    assert published.json()["publication"] == "public", published.content

    record = json.loads(bytes(LogEntry.objects.get(kind="case").body))["record"]
    assert (record["number"], record["measures"]) == (number, "换了灯。")
    assert [step["text"] for step in record["progress"]] == ["已派工。"]
    assert "王秀英" not in json.dumps(record, ensure_ascii=False)

    withdraw = f"{CASES}{pk}/actions/withdraw/"
    assert reviewer("post", withdraw, {"reason": " "}).status_code == 422
    assert reviewer("post", f"{CASES}{pk}/actions/unpublish/").status_code == 405
    gone = reviewer("post", withdraw, {"reason": "重复登记"})
    assert gone.json() == {
        "key": number, "publication": "withdrawn", "version": 2, "workflow": None
    }  # fmt: skip
    assert reviewer("delete", f"{CASES}{pk}/").status_code in {403, 422}
    assert Case.objects.filter(pk=pk).exists()


def test_the_gates_refusal_says_field_kind_text_and_mask(reviewer):
    pk = reviewer("post", CASES, draft(content="家在23栋19层，水压不足。")).json()["id"]

    refused = reviewer("post", f"{CASES}{pk}/actions/publish/")

    problem = refused.json()
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert "没有发布" in problem["detail"] or "未公开" in problem["detail"], problem["detail"]
    assert problem["errors"][0]["loc"] == ["content"]
    assert problem["errors"][0]["type"] == "gate.home"
    assert problem["errors"][0]["text"] in "家在23栋19层"
    assert Waiting.objects.filter(kind="case", item=pk).exists()
    assert not LogEntry.objects.exists()


def test_a_refused_correction_leaves_draft_and_public_as_they_were(reviewer):
    case = factories.publish(factories.case())
    revisions = case.revisions.count()

    change = {"measures": "又换了。", "meta": {"action": "publish"}}
    refused = reviewer("patch", f"{CASES}{case.pk}/", change)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["type"] == "ReasonMissing"
    assert case.revisions.count() == revisions
    corrected = reviewer("patch", f"{CASES}{case.pk}/", {**change, "change_reason": "补正"})
    assert corrected.status_code == 200, corrected.content
    assert LogEntry.objects.latest("seq").action == "correct"


@pytest.mark.parametrize(
    ("sent", "field"), [({"state": "nothing"}, "state"), ({"received": "昨天"}, "received")]
)
def test_bad_input_is_named_by_its_field(reviewer, sent, field):
    wrong = reviewer("post", CASES, draft(**sent))

    assert wrong.status_code == 422
    assert [each["loc"][-1] for each in wrong.json()["errors"]] == [field]
    assert not Case.objects.exists()


def test_a_writer_drafts_and_sends_to_approval_but_does_not_publish(caller):
    writer = caller(setup.WRITERS)
    pk = writer("post", CASES, draft()).json()["id"]

    assert writer("post", f"{CASES}{pk}/actions/publish/").status_code == 403
    assert writer("patch", f"{CASES}{pk}/", {"meta": {"action": "publish"}}).status_code == 403
    sent = writer("post", f"{CASES}{pk}/actions/submit/")
    assert sent.json()["workflow"] == "in_progress", sent.content
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("path", ["/api/v3/pages/", "/api/v3/openapi.json", CASES, "/api/v2/case/"])
def test_nothing_is_told_without_a_valid_token(reviewer, path, settings):
    tokens = APIToken.objects.filter(user=reviewer.user)
    assert reviewer("get", path).status_code == 200

    session = Client()
    session.force_login(reviewer.user)
    assert session.get(path).status_code == 401
    tokens.update(created=timezone.now() - timedelta(days=settings.API_TOKEN_DAYS, seconds=1))
    assert reviewer("get", path).status_code == 401
    tokens.update(created=timezone.now())
    tokens.get().revoke()
    assert reviewer("get", path).status_code == 401
    tokens.update(revoked_at=None)
    assert reviewer("get", path).status_code == 200
    reviewer.user.is_active = False
    reviewer.user.save()
    assert reviewer("get", path).status_code == 401


def test_many_requests_and_many_wrong_tokens_have_to_wait(reviewer, settings):
    settings.API_RATE, settings.API_FAILURES = "3/min", "2/min"

    answers = [reviewer("get", "/api/v3/whoami/") for _ in range(4)]
    wrong = [Client().get(CASES).status_code for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert wrong == [401, 401, 429]


def test_the_token_is_in_no_log_and_no_table(reviewer, caplog):
    caplog.set_level(logging.DEBUG)
    secret = reviewer.token.removeprefix("wagtail_")[4:]

    reviewer("get", f"{CASES}999999/")
    reviewer("get", "/api/v3/nothing/")
    reviewer("post", CASES, draft(state="nothing"))

    assert secret not in caplog.text
    assert secret not in str(list(APIToken.objects.values_list()))


def test_looks_at_private_data_are_kept(reviewer):
    one = factories.case(reporter_name="王秀英")
    factories.case()

    assert reviewer("get", f"{CASES}{one.pk}/").json()["reporter_name"] == "王秀英"
    assert reviewer("get", CASES).json()["count"] == 2
    reviewer("get", "/api/v2/case/?fields=*")
    reviewer("get", f"/api/v2/case/{one.pk}/")

    seen = Sight.objects.order_by("pk").values_list("by", "view", "key", "count")
    name = reviewer.user.get_username()
    assert list(seen) == [
        (name, "api", one.number, 1), (name, "api", "", 2),
        (name, "api", "", 2), (name, "api", one.number, 1),
    ]  # fmt: skip


def test_a_case_is_not_made_or_moved_elsewhere(reviewer):
    there = factories.area(OTHER, name="昆吾社区")
    mine = factories.case(area=factories.area(OWN))

    made = reviewer("post", CASES, draft(area_id=there.pk))
    moved = reviewer("patch", f"{CASES}{mine.pk}/", {"area_id": there.pk})
    never = reviewer("patch", f"{CASES}{mine.pk}/", {"area_id": 10**6})

    assert (made.status_code, moved.status_code) == (422, 422)
    assert moved.json()["errors"] == never.json()["errors"]
    mine.refresh_from_db()
    assert mine.get_latest_revision_as_object().area.code == OWN


WAYS = [
    ("get", "", None),
    ("get", "?version=draft", None),
    ("patch", "", {"title": "改"}),
    ("delete", "", None),
    ("get", "revisions/", None),
    ("get", "revisions/{revision}/", None),
    ("post", "actions/publish/", None),
    ("post", "actions/unpublish/", None),
    ("post", "actions/withdraw/", {"reason": "一"}),
    ("post", "actions/submit/", None),
    ("post", "actions/revert/", {"revision_id": 1}),
    ("delete", "actions/delete/", None),
]


@pytest.mark.parametrize(("method", "way", "data"), WAYS)
def test_a_case_elsewhere_answers_as_one_that_never_was(reviewer, method, way, data):
    theirs = factories.case(area=factories.area(OTHER), title="金丝雀", pk=700_001)
    path = way.format(revision=theirs.latest_revision_id)

    there = reviewer(method, f"{CASES}{theirs.pk}/{path}", data)
    never = reviewer(method, f"{CASES}{theirs.pk + 1}/{path}", data)

    assert (there.status_code, there.content) == (never.status_code, never.content)
    assert there.status_code in {404, 405}
    assert not LogEntry.objects.exists()
    assert theirs.revisions.count() == 1


@pytest.mark.parametrize("path", [CASES, "/api/v2/case/"])
def test_lists_and_filters_know_the_own_cases_only(reviewer, path):
    theirs = factories.case(area=factories.area(OTHER), title="金丝雀")
    mine = factories.case(area=factories.area(OWN), title="路灯")

    for query in ("", f"?number={theirs.number}", "?order=-title", f"?area={theirs.area_id}"):
        found = reviewer("get", path + query)
        assert found.status_code == 200, found.content
        assert {item["id"] for item in found.json()["items"]} <= {mine.pk}
    assert reviewer("get", f"/api/v2/case/{theirs.pk}/").status_code == 404
    assert reviewer("get", f"/api/v2/case/find/?id={theirs.pk}").status_code == 404


def test_the_search_of_v3_is_off_and_unknown_types_are_named(reviewer):
    assert reviewer("get", f"{CASES}?search=金丝雀").status_code == 422
    assert reviewer("get", "/api/v3/snippets/auth.User/").status_code == 422
    assert reviewer("get", "/api/v3/snippets/auth.User/1/").status_code in {404, 422}


def test_a_picture_sent_here_is_made_anew_too(caller, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    admin = caller()
    admin.user.is_superuser = True
    admin.user.save()
    picture = SimpleUploadedFile("张三13812345678.jpg", with_metadata(), "image/jpeg")

    answer = Client().post(
        "/api/v3/images/",
        {"title": "门口", "file": picture},
        headers={"authorization": f"Bearer {admin.token}"},
    )

    assert answer.status_code == 201, answer.content
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored
    assert not [path for path in stored if "13812345678" in path.name]
    assert not [path for path in stored if b"SECRET" in path.read_bytes()]


def test_pictures_of_another_community_do_not_exist(reviewer):
    picture = get_image_model().objects.create(
        title="金丝雀", file="a.jpg", width=1, height=1, area=factories.area(OTHER)
    )

    for method in ("get", "patch", "delete"):
        data = {"title": "改"} if method == "patch" else None
        there = reviewer(method, f"/api/v3/images/{picture.pk}/", data)
        never = reviewer(method, f"/api/v3/images/{picture.pk + 1}/", data)
        assert (there.status_code, there.content) == (404, never.content)
    assert reviewer("get", "/api/v3/images/").status_code == 404
    assert reviewer("get", "/api/v3/documents/").status_code == 404
    assert get_image_model().objects.get().title == "金丝雀"


def test_the_command_makes_lists_and_revokes(reviewer, capsys):
    def run(*arguments):
        call_command("token", *arguments, "--json")
        return json.loads(capsys.readouterr().out)

    made = run("create", "--user", reviewer.user.get_username(), "--name", "热线")
    caller = Caller(reviewer.user, made["token"])
    assert caller("get", "/api/v3/whoami/").json()["user"]["username"] == "api0"
    listed = run("list")
    assert made["token"] not in json.dumps(listed)
    assert [each["name"] for each in listed["tokens"]] == ["test", "热线"]
    run("revoke", str(made["tokens"][0]["id"]))
    assert caller("get", "/api/v3/whoami/").status_code == 401
    with pytest.raises(CommandError, match="没有编号"):
        call_command("token", "revoke", str(made["tokens"][0]["id"]))


COUNT = """
import django
django.setup()
from cms.api.admission import Throttle
class One(Throttle):
    def get_cache_key(self, request):
        return "one"
print(sum(One("20/min").allow_request(None) for _ in range(15)))
"""


def test_processes_share_one_count(tmp_path: Path) -> None:
    environ = {**os.environ, "HUIYINBI_HOME": str(tmp_path)}
    command = [sys.executable, "-c", COUNT]
    running = [
        subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    allowed = [int(one.communicate()[0]) for one in running]
    assert sum(allowed) == 20, allowed


def test_an_integration_finds_the_ids_that_it_has_to_name(caller):
    writer = caller(setup.WRITERS)
    area, category = factories.area(OWN), factories.category()
    for kind, code, wanted in (
        ("areas.Area", OWN, area),
        ("areas.Category", category.code, category),
    ):
        found = writer("get", f"/api/v3/snippets/{kind}/?code={code}").json()["items"]
        assert [one["id"] for one in found] == [wanted.pk]
    assert (
        writer("patch", f"/api/v3/snippets/areas.Area/{area.pk}/", {"name": "x"}).status_code == 403
    )
    plan = {"month": "2026-11", "team_id": factories.team().pk}
    plan["items"] = [{"kind": "patrol", "day": "2026-11-07"}]
    made = writer("post", "/api/v3/snippets/volunteers.Plan/", plan)
    assert made.status_code == 201, made.content
    plan["month"], plan["items"][0]["day"] = "2026-12", "2026-11-07"
    assert writer("post", "/api/v3/snippets/volunteers.Plan/", plan).status_code == 422
