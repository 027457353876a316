"""Pictures that editors add in the admin are made anew, whichever page they use."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.pictures.models import Picture
from tests.media.test_arrival import with_metadata

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a new rendition to be closed by itself.
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning"
    ),
]
NAME = "张三13812345678.jpg"


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.mark.parametrize(
    ("url", "field", "extra"),
    [
        ("/admin/images/multiple/add/", "files[]", {"title": "张三13812345678"}),
        ("/admin/images/chooser/create/", "image-chooser-upload-file", None),
    ],
)
def test_neither_metadata_nor_the_name_is_kept(admin_client, home, url, field, extra):
    from wagtail.models import Collection

    file = SimpleUploadedFile(NAME, with_metadata(), "image/jpeg")
    form = extra or {
        "image-chooser-upload-title": "张三13812345678",
        "image-chooser-upload-collection": str(Collection.objects.first().pk),
        "image-chooser-upload-tags": "",
    }

    answer = admin_client.post(
        url, {field: file, **form}, headers={"x-requested-with": "XMLHttpRequest"}
    )

    assert answer.status_code == 200
    image = Picture.objects.get()
    assert "13812345678" not in image.title + image.filename
    assert (image.width, image.height) == (32, 64)
    for path in home.rglob("*.*"):
        assert b"SECRET" not in path.read_bytes()
        assert "13812345678" not in path.name


def test_a_refused_picture_leaves_nothing_behind_and_says_why(admin_client, home):
    file = SimpleUploadedFile("a.svg", b"<svg><script/></svg>", "image/svg+xml")

    answer = admin_client.post(
        "/admin/images/multiple/add/",
        {"files[]": file, "title": "a"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert answer.json()["success"] is False
    assert not Picture.objects.exists()
    assert not list(home.rglob("*.svg"))


def test_pictures_and_documents_are_for_staff(client):
    for url in ("/uploads/original_images/a.jpg", "/documents/1/a.pdf"):
        assert client.get(url).headers["Location"].startswith("/admin/login/")


def test_uploads_answer_pictures_only(admin_client, home):
    Picture.objects.create(title="a", file="original_images/a.jpg", width=1, height=1)
    for name in ("original_images/a.jpg", "original_images/a.html", "documents/a.html", "a.jpg"):
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(b"<script>alert(1)</script>")

    answers = {
        name: admin_client.get(f"/uploads/{name}").status_code
        for name in (
            *("original_images/a.jpg", "original_images/a.html", "documents/a.html", "a.jpg"),
            "images/../documents/a.html",
        )
    }

    assert answers.pop("original_images/a.jpg") == 200
    assert set(answers.values()) == {404}


def test_a_page_is_no_document(admin_client, home):
    from wagtail.documents.models import Document

    file = SimpleUploadedFile("a.html", b"<script>alert(1)</script>", "text/html")
    admin_client.post(
        "/admin/documents/multiple/add/",
        {"files[]": file, "title": "a"},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert not Document.objects.exists()
