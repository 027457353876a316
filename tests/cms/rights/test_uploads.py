"""Pictures under /uploads/: who works elsewhere gets none of their files, known or guessed."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from cms.cases.models import CasePicture
from cms.pictures.models import Picture
from cms.pictures.renditions import prepare
from tests import factories
from tests.factories import OTHER, OWN

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the file of a new rendition to be closed by itself.
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning"
    ),
]


@pytest.fixture
def bounded(bounded, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return bounded


def picture(code: str | None) -> Picture:
    out = io.BytesIO()
    Image.effect_noise((900, 700), 40).convert("RGB").save(out, "JPEG")
    file = ContentFile(out.getvalue(), "a.jpg")
    area = factories.area(code) if code else None
    made = Picture.objects.create(title="路灯", file=file, area=area)
    made.file.close()
    return made


def status(client, url: str) -> int:
    """Return the status of an answer whose file is closed again."""
    answer = client.get(url)
    answer.close()
    assert answer.status_code != 200 or "private" in answer.headers["Cache-Control"]
    return answer.status_code


def files(made: Picture) -> list[str]:
    """Return the addresses of the original, a smaller copy, and both prepared public files."""
    public = prepare(made)
    names = (public["sha256"], public["small"]["sha256"])
    prepared = [f"/uploads/prepared/media/{name[:2]}/{name}.jpg" for name in names]
    small = made.get_rendition("width-100")
    made.file.close()
    small.file.close()
    return [made.file.url, small.url, *prepared]


def test_files_are_for_those_of_the_area(bounded, admin_client):
    own, theirs = files(picture(OWN)), files(picture(OTHER))

    assert [status(bounded, url) for url in own] == [200] * 4
    assert [status(bounded, url) for url in theirs] == [404] * 4
    assert [status(admin_client, url) for url in theirs] == [200] * 4


def test_a_picture_of_the_whole_office_is_seen_in_a_case_of_ones_own(bounded):
    shown, other = picture(None), picture(None)
    for area, each in ((OWN, shown), (OTHER, other)):
        case = factories.case(area=factories.area(area))
        case.pictures = [CasePicture(picture=each, alt="路灯")]
        case.save()

    assert status(bounded, shown.file.url) == 200
    assert status(bounded, other.file.url) == 404
