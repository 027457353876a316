"""Callers of the editors' API, each with a token of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.cache.backends.filebased import FileBasedCache
from django.test import Client
from wagtail.models import APIToken

from cms.cli import setup
from cms.rights.models import Scope
from tests import factories

OWN, OTHER = "410902001001", "410902001002"
CASES = "/api/v3/snippets/cases.Case/"


@dataclass
class Caller:
    """Asks with a token and no cookie."""

    user: Any
    token: str

    def __call__(self, method: str, path: str, data: Any = None) -> Any:
        body = {"data": json.dumps(data), "content_type": "application/json"} if data else {}
        headers = {"authorization": f"Bearer {self.token}"}
        return getattr(Client(raise_request_exception=False), method)(path, headers=headers, **body)


@pytest.fixture
def caller(db, django_user_model, monkeypatch, tmp_path):
    """Return a function that makes callers who work in one community."""
    counts = FileBasedCache(str(tmp_path), {})
    monkeypatch.setattr("cms.api.admission.Throttle.cache", counts)
    setup.make_roles()

    def make(*groups: str, area: str = OWN) -> Caller:
        user = django_user_model.objects.create_user(f"api{django_user_model.objects.count()}")
        user.groups.set(Group.objects.filter(name__in=groups))
        Scope.objects.create(user=user).areas.add(factories.area(area))
        return Caller(user, APIToken.create_token(user=user, name="test")[1])

    return make


@pytest.fixture
def reviewer(caller):
    """A caller who writes and publishes in one community."""
    return caller(setup.WRITERS, setup.REVIEWERS)
