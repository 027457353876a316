"""Registers the door's own publish and unpublish with Wagtail's action registry."""

from typing import Any

from wagtail import hooks

from cms.publication.models import Publishable
from cms.publication.wagtail_actions import PublishThroughTheDoor, WithdrawThroughTheDoor


@hooks.register("register_actions")
def register_door_actions(registry: Any) -> None:
    """Make integrations that look actions up find ours."""
    registry.register(Publishable, PublishThroughTheDoor)
    registry.register(Publishable, WithdrawThroughTheDoor)
