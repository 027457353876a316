"""An editor of one community neither sees nor guesses another's cases, at any address."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import APIToken

from cms.cases.imports.run import Request, import_ledger
from cms.cases.models import Case
from cms.cli import setup
from cms.publication.models import LogEntry
from tests import factories
from tests.cms.cases.test_admin import form_of
from tests.cms.cases.test_imports import ledger, row
from tests.factories import OTHER, OWN

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/cases/case/"
SOUGHT, CANARY = "金丝雀", "翡翠九号"


@pytest.fixture
def theirs():
    """A case of the other community, with two revisions and a place in a workflow."""
    # A key that no record of another kind has.
    case = factories.case(
        pk=700_001,
        area=factories.area(OTHER),
        title=SOUGHT + CANARY,
        content=CANARY,
        reporter_name=CANARY,
    )
    case.save_revision()
    case.get_workflow().start(case, user=None)
    return Case.objects.get(pk=case.pk)


def addresses(patterns: list, before: str = "/") -> Iterator[str]:
    """Yield every address that Django answers, as a template."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, before + _plain(pattern))
        elif isinstance(pattern, URLPattern):
            yield before + _plain(pattern)


def _plain(pattern: URLPattern | URLResolver) -> str:
    return str(pattern.pattern).removeprefix("^").removesuffix("$").replace("\\Z", "")


def filled(template: str, case: Case, pk: object) -> str:
    """Return ``template`` with everything in it that could lead to ``case``, known by ``pk``."""
    revision = case.latest_revision_id
    state = case.current_workflow_state
    values = {
        "app_label": "cases",
        "model_name": "case",
        "action": "publish",
        "revision_id": revision,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "workflow_state_id": state.pk,
        "task_state_id": state.current_task_state_id,
        "workflow_id": state.workflow_id,
        "action_name": "approve",
        "type": "cases.Case",
        "type_name": "cases.Case",
    }
    for name, value in values.items():
        for kind in ("", "int:", "str:", "slug:"):
            template = template.replace(f"<{kind}{name}>", str(value))
    out, rest = "", template
    while "<" in rest:
        head, _, tail = rest.partition("<")
        _name, _, rest = tail.partition(">")
        out += head + str(pk)
    return out + rest


def test_no_address_of_the_admin_shows_another_communitys_case(bounded, theirs):
    bounded.raise_request_exception = False
    _token, secret = APIToken.create_token(user=bounded.user, name="x")

    def answer(template: str, pk: int) -> tuple[str, bool]:
        query = f"?id={pk}&next={LIST}" if "bulk" in template else f"?q={SOUGHT}"
        api = template.startswith("/api/")
        query, headers = ("", {"authorization": f"Bearer {secret}"}) if api else (query, {})
        found = bounded.get(filled(template, theirs, pk) + query, headers=headers)
        body = b"".join(found.streaming_content) if found.streaming else found.content
        text = body.decode("utf-8", "replace")
        if api:  # JSON may write Chinese in escapes; without a token, nothing would be asked
            assert found.status_code != 401, template
            text += body.decode("unicode_escape", "replace")
        return text, found.status_code == 404

    asked = 0
    for template in addresses(get_resolver().url_patterns):
        if "logout" in template or "(?P" in template:
            continue
        shown, refused = answer(template, theirs.pk)
        assert CANARY not in shown, template
        if "<" in template:
            assert refused == answer(template, theirs.pk + 1000)[1], template
        asked += 1
    assert asked > 100


@pytest.mark.parametrize("action", ["publish", "withdraw", "delete"])
def test_bulk_actions_do_nothing_elsewhere(bounded, theirs, action):
    mine = factories.case(area=factories.area(OWN))
    ids = f"id={mine.pk}&id={theirs.pk}"

    answer = bounded.post(f"/admin/bulk/cases/case/{action}/?{ids}&next={LIST}", {"reason": "一"})

    assert answer.status_code == 404
    assert not LogEntry.objects.exists()
    assert Case.objects.count() == 2


def test_a_case_is_not_moved_to_where_its_editor_does_not_work(bounded):
    mine = factories.case(area=factories.area(OWN))

    data = form_of(mine, area=str(factories.area(OTHER).pk))
    bounded.post(f"{LIST}edit/{mine.pk}/", data)

    mine.refresh_from_db()
    assert mine.get_latest_revision_as_object().area.code == OWN


def test_the_list_the_export_and_the_approvals_hold_the_own_cases_only(bounded, theirs):
    mine = factories.case(area=factories.area("410902001001001"), title="本社区的事")
    mine.get_workflow().start(mine, user=None)

    listing = bounded.get(LIST).content.decode()
    exported = bounded.get(f"{LIST}?export=csv")
    text = b"".join(exported.streaming_content).decode()
    home = bounded.get("/admin/").content.decode()

    assert "本社区的事" in listing and CANARY not in listing
    assert "本社区的事" in text and CANARY not in text
    assert "本社区的事" in home and CANARY not in home


def test_an_import_makes_and_changes_nothing_elsewhere(bounded, tmp_path):
    import_ledger(Request(ledger(tmp_path / "a.xlsx", row(1, 所属网格="昆吾社区"))))
    stored = Case.objects.get()

    mine = Request(
        ledger(tmp_path / "b.xlsx", row(1), row(2, 所属网格="昆吾社区")), by=bounded.user
    )
    report = import_ledger(mine)

    assert [problem.code for problem in report.problems] == ["area_unknown", "clash"]
    assert list(Case.objects.values_list("pk", flat=True)) == [stored.pk]
    assert Case.objects.get().area.code == OTHER


def test_the_upload_offers_the_own_areas(bounded, tmp_path):
    path = ledger(tmp_path / "a.xlsx", row(1))
    upload = SimpleUploadedFile("a.xlsx", path.read_bytes())
    page = bounded.post("/admin/import/", {"file": upload}, follow=True).content.decode()

    assert "德馨苑</option>" in page
    assert "昆吾社区</option>" not in page


def test_a_user_without_areas_sees_nothing_and_is_told_why(client, django_user_model):
    setup.make_roles()
    case = factories.case(title=CANARY)
    user = django_user_model.objects.create_user("new", password="x")
    user.groups.set(Group.objects.all())
    client.force_login(user)

    page = client.get(LIST).content.decode()

    assert CANARY not in page
    assert "工作范围" in page
    assert client.get(f"{LIST}edit/{case.pk}/").status_code == 404


def test_who_works_there_sees_the_case(bounded, theirs):
    bounded.user.scope.areas.add(factories.area(OTHER))

    assert CANARY in bounded.get(LIST).content.decode()
    assert CANARY in bounded.get(f"{LIST}edit/{theirs.pk}/").content.decode()
    assert CANARY in bounded.get("/admin/").content.decode()
