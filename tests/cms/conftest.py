"""Who works with the CMS in the tests."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from cms.cli import setup
from cms.rights.models import Scope
from tests import factories
from tests.factories import OTHER, OWN


@pytest.fixture
def bounded(client: Client, django_user_model: Any) -> Any:
    """A client signed in as one who writes and publishes in one community; ``user`` is who."""
    setup.make_roles()
    factories.area(OTHER, name="昆吾社区")
    user = django_user_model.objects.create_user("bounded", password="x")
    user.groups.set(Group.objects.all())
    Scope.objects.create(user=user).areas.add(factories.area(OWN))
    client.force_login(user)
    client.user = user
    return client
