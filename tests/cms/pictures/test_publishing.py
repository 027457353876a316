"""Pictures of a case on their way to the public: by the door, looked at, and gone again."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from cms.cases.models import CasePicture
from cms.cases.retention.erasing import erase
from cms.pictures.models import Picture
from cms.privacy.allowed import Allowed
from cms.publication.door import actions, review
from cms.publication.errors import GateRefused
from cms.publication.models import LogEntry
from cms.publication.picture_files import files_of, picture_path
from tests import factories

pytestmark = pytest.mark.django_db
CANARY = "鸬鹚同意书"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HUIYINBI_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


def case_with(picture, **fields):
    case = factories.case(state="done")
    use = {"picture": picture, "role": "before", "alt": "楼道里堆满杂物", "consent": CANARY}
    case.pictures = [CasePicture(**(use | fields))]
    case.save()
    case.save_revision()
    return case


def record_of(case):
    return LogEntry.objects.filter(kind="case", key=case.number).latest("seq").body


def newest(case):
    return json.loads(bytes(record_of(case)))["record"]["pictures"]


def test_a_picture_goes_out_with_its_case_and_only_then(home):
    case = case_with(factories.picture(note=CANARY), caption="整改前 13812345678")
    review.note(case)
    assert not (home / "media").exists()

    factories.publish(case)

    (shown,) = newest(case)
    assert shown["role"] == "before"
    assert shown["caption"] == "整改前 138****5678"
    body = (home / picture_path(shown["sha256"])).read_bytes()
    assert Image.open(io.BytesIO(body)).size == (shown["width"], shown["height"])
    assert CANARY.encode() not in bytes(record_of(case))
    assert {path.relative_to(home).as_posix() for path in (home / "media").rglob("*.*")} == (
        files_of({"pictures": [shown]})
    )


def test_nobody_looked_so_it_stays_a_draft_or_goes_without_the_picture(home, admin_user):
    case = case_with(factories.picture(looked=False))

    with pytest.raises(GateRefused, match="楼道里堆满杂物"):
        factories.publish(case)
    assert not (home / "media").exists()

    review.accept_all(case, by=admin_user)
    factories.publish(case)
    assert newest(case) == []
    assert not (home / "media").exists()


def test_what_is_not_shown_stays_private(home):
    case = factories.publish(case_with(factories.picture(looked=False), shown=False))

    assert newest(case) == []
    assert not (home / "media").exists()


def test_a_new_box_is_a_correction_with_a_reason(home):
    picture = factories.picture()
    case = factories.publish(case_with(picture))
    (before,) = newest(case)

    picture.refresh_from_db()
    picture.boxes = [[0.1, 0.1, 0.5, 0.5]]
    picture.save()
    case.change_reason = "遮挡车牌"
    case.save_revision()
    factories.publish(case)

    (after,) = newest(case)
    assert after["sha256"] != before["sha256"]
    assert (home / picture_path(after["sha256"])).is_file()
    assert not list((home / "uploads" / "prepared").rglob(f"{before['sha256']}*"))


def test_a_prepared_record_whose_picture_changed_meanwhile_is_refused(home):
    picture = factories.picture()
    case = case_with(picture)
    prepared = actions.prepare(case)
    for path in (home / "uploads" / "prepared").rglob("*.jpg"):
        path.unlink()

    with pytest.raises(actions.Refused, match="刚刚被改动"):
        actions.append([prepared])
    assert not LogEntry.objects.filter(kind="case").exists()


def test_purging_a_case_leaves_what_the_public_sees_and_no_more(
    home, django_capture_on_commit_callbacks
):
    kept = factories.picture(boxes=[[0, 0, 0.5, 1]], note=CANARY)
    hidden = factories.picture(looked=False)
    case = case_with(kept)
    case.pictures.add(CasePicture(picture=hidden, alt="私人照片", shown=False, consent=CANARY))
    case.save()
    case.save_revision()
    case = factories.publish(case)
    originals = [Path(each.file.path) for each in (kept, hidden)]
    before = record_of(case)

    with django_capture_on_commit_callbacks(execute=True):
        erase(case, Allowed())

    assert not any(path.exists() for path in originals)
    (left,) = Picture.objects.all()
    assert (left.note, left.boxes) == ("", [])
    case = type(case).objects.get(pk=case.pk)
    assert case.pictures.get().consent == ""
    assert CANARY not in json.dumps([r.content for r in case.revisions.all()], ensure_ascii=False)
    assert actions.prepare(case) is None
    assert record_of(case) == before
