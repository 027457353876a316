"""The demo's pictures: each drawing is added once, as an editor adds a photo."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from cms.activities.models import ActivityPicture
from cms.cases.models import CasePicture
from cms.pictures.models import Picture
from media.arrival import arrive

from .drawings import drawing
from .texts import read_toml

_DRAWN = "示意图"


class Album:
    """Pictures by their scene; they are drawn when first asked for."""

    def __init__(self, user: Any) -> None:
        self._user = user
        self._scenes = read_toml("pictures.toml")
        self._added: dict[tuple[str, bool], Picture] = {}

    def of_case(self, title: str, *, done: bool) -> list[CasePicture]:
        """Return the pictures of a case with this title: before, and after where it is done."""
        scene = next((s for s, told in self._scenes.items() if _fits(told, title)), None)
        if scene is None:
            return []
        roles = {"before": False, **({"after": True} if done else {})}
        return [
            CasePicture(
                sort_order=order,
                picture=self._picture(scene, after),
                role=role,
                alt=self._alt(scene, after),
                caption=_DRAWN,
            )
            for order, (role, after) in enumerate(roles.items())
        ]

    def of_activity(self, kind: str) -> list[ActivityPicture]:
        """Return the pictures of an activity that was held."""
        if kind != "reading":
            return []
        picture, alt = self._picture("room", after=True), self._alt("room", after=True)
        return [ActivityPicture(picture=picture, role="scene", alt=alt, caption=_DRAWN)]

    def gallery(self) -> dict[str, Any]:
        """Return a brand page's block with the reading room, as a StreamField stores it."""
        items = [
            {
                "picture": self._picture("room", after).pk,
                "role": "scene",
                "alt": self._alt("room", after),
                "caption": _DRAWN,
            }
            for after in (False, True)
        ]
        return {"type": "gallery", "value": {"heading": "", "items": items}}

    def _alt(self, scene: str, after: bool) -> str:
        return str(self._scenes[scene]["after" if after else "before"])

    def _picture(self, scene: str, after: bool) -> Picture:
        if (scene, after) not in self._added:
            made = arrive(drawing(scene, after=after))
            self._added[scene, after] = Picture.objects.create(
                title=self._alt(scene, after),
                file=ContentFile(made.body, made.name),
                boxes=[] if after else self._scenes[scene].get("boxes", []),
                looked=True,
                uploaded_by_user=self._user,
            )
        return self._added[scene, after]


def _fits(told: dict[str, Any], title: str) -> bool:
    return any(words in title for words in told["titles"])
