"""Run as a program: publishes the canaries through every path into HUIYINBI_HOME.

A process of its own, so that the database is a file and what it prints is a channel.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from cms.activities.models import Attendance, SignUp  # noqa: E402
from cms.brands.models import Brand  # noqa: E402
from cms.cases.imports.run import Request, import_ledger  # noqa: E402
from cms.cases.models import Case, CasePicture  # noqa: E402
from cms.civic.models import (  # noqa: E402
    Consultation,
    Flow,
    Fund,
    Group,
    Meeting,
    Nearby,
    Order,
    Organisation,
    Patrol,
    Round,
    Suggestion,
    Topic,
    Whistle,
    Wish,
)
from cms.cli import setup  # noqa: E402
from cms.cli.work import Projections  # noqa: E402
from cms.pictures.models import Picture  # noqa: E402
from cms.publication.door import actions, review  # noqa: E402
from cms.publication.errors import GateRefused  # noqa: E402
from cms.volunteers import publishing  # noqa: E402
from cms.volunteers.actions import confirm, dispute, record, reverse  # noqa: E402
from cms.volunteers.hours import protection  # noqa: E402
from cms.volunteers.models import (  # noqa: E402
    Certificate,
    Plan,
    PlanItem,
    Service,
    Station,
    Team,
)
from tests import factories  # noqa: E402
from tests.cms.cases.test_admin import form_of  # noqa: E402
from tests.cms.cases.test_imports import ledger, row  # noqa: E402
from tests.leaks import canaries  # noqa: E402

_texts = cycle(canaries.WRITINGS)
PRIVATE = {
    "reporter_name": canaries.REPORTER,
    "reporter_phone": canaries.REPORTER_PHONE,
    "reporter_address": canaries.REPORTER_HOME,
    "responsible": canaries.RESPONSIBLE,
    "remarks": canaries.REMARK,
}


def told(lead: str) -> str:
    """Return a text that tells the next secret."""
    return f"{lead}，{next(_texts)}"


def picture(client: Client) -> Picture:
    """Add the picture in the admin and draw the box over what it must not show."""
    file = SimpleUploadedFile(f"{canaries.REMARK}.jpg", canaries.picture(), "image/jpeg")
    client.post(
        "/admin/images/multiple/add/",
        {"files[]": file, "title": canaries.REMARK},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    added = Picture.objects.get()
    names = ("boxes-x", "boxes-y", "boxes-width", "boxes-height")
    box = {name: str(part * 100) for name, part in zip(names, canaries.BOX, strict=True)}
    kept = {"title": "路灯", "collection": added.collection_id, "note": canaries.REMARK}
    there = f"/admin/images/{added.pk}/"
    assert client.post(there, {**kept, "looked": "on", **box}).status_code == 302
    client.get(there)  # makes the admin's own renditions
    return Picture.objects.get()


def draft() -> Case:
    """Return a closed draft whose private fields and texts all tell secrets."""
    case = factories.case(
        title=told("路灯"),
        source=told("居民"),
        content="\n".join(map(told, ["路灯不亮"] * len(canaries.WRITINGS))),
        measures=told("已修"),
        refusal=told("不受理"),
        ledger_number=f"号{canaries.PHONES[0]}",
        closed=timezone.now() - timedelta(days=900),
        progress=(told("已派工"), told("已办结")),
        **PRIVATE,
    )
    step = case.progress.all()[0]
    step.unit = f"维修 {canaries.PHONES[1]}"
    step.save()
    case.pictures = [
        CasePicture(
            picture=Picture.objects.get(),
            role="before",
            alt=told("路灯"),
            caption=told("整改前"),
            consent=canaries.REMARK,
        )
    ]
    case.save()
    case.save_revision()
    return case


def mended(case: Case, user: object) -> Case:
    """Return the draft with all its masks accepted, as an editor would."""
    review.accept_all(case.get_latest_revision_as_object(), by=user)
    return case


def pages(user: object) -> None:
    """Publish a brand and a team page whose texts tell secrets."""
    body = "".join(f"<p>{text}</p>" for text in canaries.PAGE_WRITINGS)
    lead = canaries.PAGE_WRITINGS[0]
    for model in (Brand, Team):
        page = model(slug="p", title=f"页 {lead}", lead=lead, body=body, live=False)
        page.area = factories.area()
        page.save()
        page.save_revision(user=user)
        review.accept_all(page, by=user)
        factories.publish(page, user=user)


def activities(user: object) -> None:
    """Publish an activity of long ago whose texts and sign-ups tell secrets, with its report."""
    text = "\n".join(canaries.PAGE_WRITINGS[:2])
    day = timezone.localdate() - timedelta(days=90)
    made = factories.activity(
        day, title=f"读书会 {text}", place=text, lead=text, content=text, organiser=text[:90]
    )
    one = SignUp.objects.create(
        activity=made,
        name=canaries.REPORTER,
        phone=canaries.REPORTER_PHONE,
        state="confirmed",
        source="form",
    )
    Attendance.objects.create(sign_up=one, day=day)
    review.accept_all(made, by=user)
    factories.publish(made, user=user)
    made.state, made.change_reason = "held", "已举办"
    made.report = text
    made.save_revision(user=user)
    review.accept_all(made, by=user)
    factories.publish(made, user=user)


def civic(user: object) -> None:
    """Publish an ended order and wish that tell secrets, and each other kind with a telephone."""
    long_ago = timezone.localdate() - timedelta(days=900)
    shared = {"area": factories.area(), "date": long_ago, "live": False}
    private = {"name": canaries.REPORTER, "phone": canaries.REPORTER_PHONE}
    private["address"] = canaries.REPORTER_HOME
    placing, result = told("上门"), told("已修")
    items: list = [
        Order(
            title=told("点单"), text=told("想要"), placing=placing, result=result,
            placed=long_ago, taken=long_ago, delivered=long_ago,
            organisation=Organisation.objects.create(title="某社", field="repair", **shared),
            **{f"resident_{name}": value for name, value in private.items()}, **shared,
        ),
        Wish(
            title=told("心愿"), text=told("想要"), result=result, wisher="elder",
            adopted=long_ago, adopter="volunteer", fulfilled=long_ago,
            adopter_name=canaries.RESPONSIBLE, **shared,
            **{f"wisher_{name}": value for name, value in private.items()},
        ),
    ]  # fmt: skip
    phone = canaries.PAGE_WRITINGS[0]
    texts = {"title": f"事 {phone}", "text": phone}
    patrol = Patrol(**texts, **shared)
    patrol.rounds = [Round(round="noon", note=phone)]
    meeting = Meeting(kind="council", place=phone, **texts, **shared)
    meeting.topics = [Topic(topic=phone, decision=phone)]
    asked = Consultation(**texts, **shared)
    asked.groups = [Group(name=phone, person_times=1, opinions=1)]
    asked.suggestions = [Suggestion(suggestion=phone, answer="adopted", reply=phone)]
    fund = Fund(unit="yuan", **texts, **shared)
    fund.flows = [Flow(date=long_ago, flow="in", amount=1, what=phone)]
    others = [patrol, meeting, asked, fund, Whistle(whistle="daily", **texts, **shared)]
    others.append(Organisation(field="law", **texts, **shared))
    others.append(Nearby(kind="shop", place=phone, hours=phone, minutes=5, **texts, **shared))
    for item in (*items, *others):
        item.save()
        item.save_revision(user=user)
        review.accept_all(item, by=user)
        factories.publish(item, user=user)
        assert item.publication == "public", item


def plan(user: object) -> None:
    """Publish a team's plan whose every text tells a secret."""
    team, text = Team.objects.get(slug="p"), canaries.PAGE_WRITINGS[0]
    station = Station.objects.create(name=f"站 {text}", area=team.area)
    made = Plan(team=team, month="2020-06", text=text, live=False)
    made.items = [PlanItem(kind="patrol", what=text, day=date(2020, 6, 3), station=station)]
    made.save()
    made.save_revision(user=user)
    review.accept_all(made, by=user)
    factories.publish(made, user=user)
    assert made.publication == "public"


def volunteers(client: Client, user: object) -> None:
    """Publish a service and a certificate of a volunteer who left, whose every field tells."""
    day = timezone.localdate() - timedelta(days=900)
    member = factories.member(
        name=canaries.VOLUNTEER,
        phone=canaries.VOLUNTEER_PHONE,
        agreed=True,
        remarks=canaries.DESK_WORD,
        left=day + timedelta(days=1),
        team=Team.objects.get(slug="p"),
    )
    service = factories.service(
        day,
        title=f"{canaries.VOLUNTEER}看望{canaries.SERVED}，{canaries.PAGE_WRITINGS[0]}",
        team=member.team,
        place=canaries.REPORTER_HOME,
        for_whom=canaries.SERVED,
        organiser=canaries.VOLUNTEER,
        remarks=canaries.DESK_WORD,
    )
    service.save_revision(user=user)
    flow = service.get_workflow().start(service, user)
    flow.current_task_state.reject(user=user, comment=f"{canaries.SERVED}不愿意")
    hours = []
    for minutes in (60, 30):
        one = record(
            service=service, member=member, by=factories.user("anna"), source="organiser",
            minutes=minutes,
        )  # fmt: skip
        hours.append(confirm(participation=one, by=user))
    review.accept_all(service, by=user)
    publishing.publish_services(Service.objects.all(), by=user)
    dispute(entry=hours[0], by=factories.user("anna"), reason=canaries.DESK_WORD)
    reverse(entry=hours[0], by=user, reason=f"{canaries.DESK_WORD}{canaries.VOLUNTEER}")
    final = timezone.localdate() - timedelta(days=1)
    with connection.cursor() as cursor:
        protection.unprotect(connection)
        cursor.execute("update volunteers_entry set final_from = %s", [final])
        protection.protect(connection)
    there = f"/admin/volunteers/members/{member.pk}/"
    assert client.post(there, {"certificate": "1"}).status_code == 200
    Certificate.objects.update(issued=day)
    edit = f"/admin/snippets/volunteers/member/edit/{member.pk}/"
    kept = {name: getattr(member, name) for name in ("name", "number", "phone", "remarks")}
    dates = {"joined": member.joined.isoformat(), "left": member.left.isoformat()}
    rest = {"team": member.team_id, "area": member.area_id, "agreed": "on"}
    assert client.post(edit, {**kept, **dates, **rest}).status_code == 302


def import_path(home: Path) -> None:
    """Publish by a ledger, whose doubtful rows stay behind."""
    rows = [
        row(
            n,
            问题内容=f"第{n}处{text}",
            诉求人=canaries.REPORTER,
            联系电话=canaries.REPORTER_PHONE,
            住址=canaries.REPORTER_HOME,
            责任人=canaries.RESPONSIBLE,
            备注=canaries.REMARK,
            整改措施=told("已修"),
        )
        for n, text in enumerate(canaries.WRITINGS, 1)
    ]
    kept = home / "imports" / "uploaded" / "1-aaaaaaaaaaaaaaaaaaaaaa"
    kept.mkdir(parents=True)
    import_ledger(Request(ledger(kept / "台账.xlsx", *rows), publish=True))


def admin_paths(client: Client, user: object) -> None:
    """Publish by the form, in bulk, from the list to review, and by the workflow."""
    case = mended(draft(), user)
    edit = f"/admin/snippets/cases/case/edit/{case.pk}/"
    secrets = {**PRIVATE, "content": case.content, "action-publish": "1"}
    assert client.post(edit, form_of(case, **secrets)).status_code == 302
    bulk = mended(draft(), user)
    there = "/admin/bulk/cases/case/publish/?next=/admin/snippets/cases/case/"
    client.post(f"{there}&id={bulk.pk}", {"reason": ""})
    listed = draft()
    review.note(listed)
    client.post("/admin/review/", {"kind": "case", "item": listed.pk, "review-publish": "1"})
    flowing = mended(draft(), user)
    state = flowing.get_workflow().start(flowing, user)
    state.current_task_state.approve(user=user, comment=canaries.WRITINGS[0])
    for each in (case, bulk, listed, flowing):
        each.refresh_from_db()
        assert each.publication == "public", each.publication


def code_paths(user: object) -> None:
    """Publish on schedule, from a shell and in a batch; correct one and withdraw one."""
    planned = mended(draft(), user)
    late = timezone.now() - timedelta(minutes=1)
    planned.revisions.filter(pk=planned.latest_revision_id).update(approved_go_live_at=late)
    call_command("publish_scheduled")
    shell, withdrawn, batch = (mended(draft(), user) for _ in range(3))
    factories.publish(shell)
    shell.measures, shell.change_reason = told("又修"), told("更正")
    shell.save_revision()
    factories.publish(mended(shell, user))
    factories.publish(withdrawn)
    withdrawn.change_reason = f"重复，{canaries.WRITINGS[0]}"
    withdrawn.unpublish()
    actions.publish_many([batch])
    planned.refresh_from_db()
    assert planned.publication == "public"
    refused = draft()
    try:
        factories.publish(refused)
    except GateRefused:
        return
    raise AssertionError("a draft with doubtful findings went out")


def main(home: Path) -> None:
    """Do it all."""
    setup.migrate()
    setup.make_roles()
    setup.make_log_key()
    user = get_user_model().objects.create_superuser("editor", password="x")
    client = Client()
    client.force_login(user)
    factories.publish(factories.area())
    factories.publish(factories.category())
    import_path(home)
    picture(client)
    admin_paths(client, user)
    code_paths(user)
    pages(user)
    plan(user)
    activities(user)
    civic(user)
    volunteers(client, user)
    projections = Projections()
    print(projections.catch_up().as_dict())
    projections.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
