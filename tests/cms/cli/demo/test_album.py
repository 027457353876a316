"""The demo's pictures: drawn, added and published as an editor's photos are."""

import io
import json

import pytest
from PIL import Image

from cms.cli.demo.album import Album
from cms.cli.demo.data import demo
from cms.cli.demo.drawings import SCENES, drawing
from cms.pictures.models import Picture
from cms.publication.models import LogEntry
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning", "ignore:Unclosed file:ResourceWarning"
    ),
]


def test_each_scene_is_another_picture_after_than_before() -> None:
    made = [drawing(scene, after=after) for scene in SCENES for after in (False, True)]

    assert len({Image.open(io.BytesIO(body)).tobytes() for body in made}) == len(made)


def test_each_drawing_finds_its_cases_and_is_added_once(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = settings.HUIYINBI_HOME = tmp_path
    album = Album(factories.user("editor"))
    titles = [case["title"] for case in demo(1).cases if case["state"] == "done"]

    found = [uses for title in titles if (uses := album.of_case(title, done=True))]

    assert len(found) >= 10
    assert all([use.role for use in uses] == ["before", "after"] for uses in found)
    assert Picture.objects.count() == 2 * (len(SCENES) - 1)  # the reading room is for activities
    assert [use.role for use in album.of_case("路灯不亮", done=False)] == ["before"]

    case = factories.case()
    case.pictures = album.of_case("「僵尸车」占着位置", done=True)
    case.save_revision()
    factories.publish(case)
    published = json.loads(LogEntry.objects.get(kind="case").body)["record"]["pictures"]
    assert [each["role"] for each in published] == ["before", "after"]
    assert all(each["alt"] for each in published)
