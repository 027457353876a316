"""Drawing boxes in the admin: the form, the preview, corrections, and who may."""

import io
import json

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import APIToken

from cms.cases.models import CasePicture
from cms.pictures.models import Picture
from cms.publication.models import LogEntry
from tests import factories
from tests.media.test_arrival import picture as picture_bytes

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning"
    ),
]


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HUIYINBI_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    return tmp_path


def form(picture, *boxes, **fields):
    """Return the edit form's fields, with a row of percentages for each box and an empty one."""
    columns = zip(*[*boxes, ("", "", "", "")], strict=True)
    rows = dict(zip(("x", "y", "width", "height"), map(list, columns), strict=True))
    return {
        "title": picture.title,
        "collection": str(picture.collection_id),
        "looked": "on",
        "note": "",
        **{f"boxes-{name}": column for name, column in rows.items()},
        **fields,
    }


def published(picture):
    case = factories.case()
    case.pictures = [CasePicture(picture=picture, role="before", alt="路口")]
    case.save()
    case.save_revision()
    return factories.publish(case)


def address(picture):
    return f"/admin/images/{picture.pk}/"


def test_rows_of_percentages_become_boxes(admin_client):
    picture = factories.picture(looked=False)

    answer = admin_client.post(address(picture), form(picture, ("10", "20", "30.5", "40")))

    assert answer.status_code == 302
    picture.refresh_from_db()
    assert picture.boxes == [[0.1, 0.2, 0.305, 0.4]]
    assert picture.looked
    assert picture.public_sha256


@pytest.mark.parametrize("box", [("abc", "1", "1", "1"), ("1", "1", "0", "1"), ("1", "1", "", "1")])
def test_rows_that_are_no_box_are_told_and_kept_in_the_form(admin_client, box):
    picture = factories.picture()

    answer = admin_client.post(address(picture), form(picture, box))

    assert answer.status_code == 200
    assert "遮挡区域用占照片宽高的比例表示" in answer.content.decode()
    assert f'value="{box[0]}"' in answer.content.decode()
    picture.refresh_from_db()
    assert picture.boxes == []


def test_preview_shows_what_was_drawn_and_nothing_of_it_is_kept(admin_client):
    picture = factories.picture()
    preview = f"/admin/pictures/{picture.pk}/public/"

    plain = admin_client.get(preview)
    drawn = admin_client.get(preview + "?drawn=1&box=0,0,1,1")
    wrong = admin_client.get(preview + "?drawn=1&box=0,0,9,1")

    assert (plain["Content-Type"], plain.status_code) == ("image/jpeg", 200)
    assert "no-store" in drawn["Cache-Control"]
    sizes = [Image.open(io.BytesIO(each.content)).size for each in (plain, drawn)]
    assert sizes == [(1280, 960)] * 2
    assert len(drawn.content) < len(plain.content) / 5
    assert (wrong.status_code, wrong["Content-Type"]) == (400, "text/plain; charset=utf-8")
    picture.refresh_from_db()
    assert picture.boxes == []


def test_public_records_are_corrected_with_the_reason_given(admin_client):
    picture = factories.picture()
    case = published(picture)
    case.title = "还没写完的草稿"
    case.save_revision()
    picture.refresh_from_db()
    page = admin_client.get(address(picture)).content.decode()
    assert case.number in page
    assert "公众看到的就是现在的样子" in page

    answer = admin_client.post(
        address(picture), form(picture, ("0", "0", "50", "50"), correction="遮挡人脸 13812345678")
    )

    assert answer.status_code == 302
    entry = LogEntry.objects.filter(kind="case").latest("seq")
    body = json.loads(bytes(entry.body))
    picture.refresh_from_db()
    assert (entry.action, entry.by, body["reason"]) == ("correct", "admin", "遮挡人脸 138****5678")
    assert body["record"]["pictures"][0]["sha256"] == picture.public_sha256
    assert body["record"]["title"] != "还没写完的草稿"


def test_without_a_reason_nothing_is_corrected_and_the_form_says_so(admin_client):
    picture = factories.picture()
    published(picture)
    picture.refresh_from_db()

    admin_client.post(address(picture), form(picture, ("0", "0", "50", "50")))

    assert LogEntry.objects.filter(kind="case").count() == 1
    assert "公众看到的不是现在的样子" in admin_client.get(address(picture)).content.decode()


def test_a_new_file_has_to_be_looked_at_anew(admin_client):
    picture = factories.picture()
    new = SimpleUploadedFile("b.jpg", picture_bytes(), "image/jpeg")

    admin_client.post(address(picture), form(picture, file=new))

    picture.refresh_from_db()
    assert (picture.width, picture.looked) == (64, False)


def test_a_picture_of_another_area_is_neither_seen_nor_chosen_nor_previewed(bounded):
    theirs = factories.picture(title="金丝雀翡翠", area=factories.area("410902001002"))

    for url in ("/admin/images/", "/admin/images/?q=金丝雀", "/admin/images/chooser/"):
        assert "翡翠" not in bounded.get(url).content.decode()
    pages = [f"/admin/images/{theirs.pk}/{end}" for end in ("", "delete/", "usage/")]
    chosen = f"/admin/images/chooser/{theirs.pk}/"
    for url in (*pages, chosen, chosen + "select_format/", f"/admin/pictures/{theirs.pk}/public/"):
        answer = bounded.get(url)
        assert answer.status_code in {302, 403, 404}, url
        assert "翡翠" not in answer.content.decode()


def test_a_picture_is_of_the_area_of_who_adds_it_and_may_be_edited_there(bounded):
    file = SimpleUploadedFile("a.jpg", picture_bytes(), "image/jpeg")

    bounded.post(
        "/admin/images/multiple/add/",
        {"files[]": file, "title": "路灯"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    picture = Picture.objects.get()
    assert picture.area.code == "410902001001"
    assert bounded.get(address(picture)).status_code == 200
    assert "路灯" in bounded.get("/admin/images/").content.decode()


def test_the_api_tells_nobody_of_a_picture_elsewhere(client, bounded):
    theirs = factories.picture(title="翡翠", area=factories.area("410902001002"))
    mine = factories.picture(title="本社区", area=factories.area("410902001001"))
    _token, secret = APIToken.create_token(user=User.objects.get(username="bounded"), name="x")
    addresses = ("/api/v3/images/", f"/api/v3/images/{theirs.pk}/", "/api/v3/documents/")
    bounded.logout()

    for headers in ({}, {"authorization": f"Bearer {secret}"}):
        for url in addresses:
            body = client.get(url, headers=headers).content.decode("unicode_escape")
            assert "翡翠" not in body and "original_images" not in body, (url, headers)

    changed = client.patch(
        f"/api/v3/images/{theirs.pk}/",
        {"title": "x"},
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert changed.status_code in {403, 404, 405}
    theirs.refresh_from_db()
    assert (theirs.title, mine.title) == ("翡翠", "本社区")
