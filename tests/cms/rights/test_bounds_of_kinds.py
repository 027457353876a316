"""An editor of one community reaches no record of another's, of whatever kind, at any address."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import get_resolver
from wagtail.models import APIToken

from cms.areas.models import Area
from cms.cases.models import Case
from cms.rights.admin import AreaViewSet, PrivateViewSet
from tests import factories
from tests.cms.rights.test_bounds import addresses
from tests.factories import OTHER

pytestmark = pytest.mark.django_db
CANARY, KEY = "翡翠九号", 700_001


def _kinds() -> list[type[models.Model]]:
    """Return every model whose records belong to areas, but for cases, which have a test."""
    return [
        model
        for model in apps.get_models()
        if isinstance(getattr(model, "snippet_viewset", None), AreaViewSet | PrivateViewSet)
        and model is not Case
    ]


def _made(model: type[models.Model], pk: int | None = None) -> Any:
    """Return a saved record of the other community that says the canary wherever it can."""
    values = {}
    for field in model._meta.concrete_fields:
        value = _value(field, model)
        if value is not None:
            values[field.name] = value
    made: Any = model(pk=pk, **values)
    made.save()
    if hasattr(made, "save_revision"):
        made.save_revision()
    return made


def _value(field: Any, model: type[models.Model]) -> Any:
    """Return what a field is to say, None for what may stay as it is."""
    if isinstance(field, models.ForeignKey):
        if field.null and field.name != "area":
            return None
        return factories.area(OTHER) if field.related_model is Area else _other(field.related_model)
    if field.name in {"live", "phone"} or field.primary_key:
        return False if field.name == "live" else None
    if field.name == "month":
        return "2020-06"
    if isinstance(field, models.SlugField):
        return f"slug-{model.__name__.lower()}"
    if isinstance(field, models.CharField | models.TextField) and field.editable:
        if field.choices or field.has_default():
            return None if field.has_default() else field.flatchoices[0][0]
        return f"{CANARY}{model.__name__}"[: field.max_length or 99]
    if field.null or field.has_default():
        return None
    if isinstance(field, models.DateField):
        return date(2020, 6, 3)
    number = 2020 if field.name == "year" else 1
    return number if isinstance(field, models.IntegerField) else None


def _other(model: type[models.Model]) -> Any:
    """Return a record that others refer to, made once."""
    return model._default_manager.first() or _made(model)


def _about(template: str, model: type[models.Model]) -> bool:
    """Tell whether an address is this model's own, or names its model in a part of itself."""
    meta = model._meta
    own = f"/admin/snippets/{meta.app_label}/{meta.model_name}/"
    chooser = f"/admin/choose/{meta.app_label}/{meta.model_name}"
    app = f"/admin/{meta.app_label}/"
    named = "app_label>" in template or (template.startswith("/api/") and "<str:type" in template)
    return template.startswith((own, chooser, app)) or meta.model_name in template or named


def _filled(template: str, item: Any, pk: int) -> str:
    meta = item._meta
    values = {
        "app_label": meta.app_label,
        "model_name": meta.model_name,
        "action": "publish",
        "revision_id": getattr(item, "latest_revision_id", None) or pk,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "type": meta.label,
        "type_name": meta.label,
    }
    out, rest = "", template
    while "<" in rest:
        head, _, tail = rest.partition("<")
        name, _, rest = tail.partition(">")
        out += head + str(values.get(name.rpartition(":")[2], pk))
    return out + rest


@pytest.fixture
def bounded(bounded: Any) -> Any:
    bounded.raise_request_exception = False
    return bounded


def test_every_kind_of_record_is_bounded() -> None:
    names = {model.__name__ for model in _kinds()}
    assert {"Activity", "Brand", "Team", "Service", "Member", "Wish", "Order", "Whistle"} <= names


@pytest.mark.parametrize("model", _kinds(), ids=lambda model: model.__name__)
def test_no_address_shows_another_communitys_record(
    bounded: Any, model: type[models.Model]
) -> None:
    theirs = _made(model, KEY)
    _token, secret = APIToken.create_token(user=bounded.user, name="x")
    asked = 0
    for template in addresses(get_resolver().url_patterns):
        if "logout" in template or "(?P" in template or not _about(template, model):
            continue
        api = template.startswith("/api/")
        headers = {"authorization": f"Bearer {secret}"} if api else {}
        query = f"?id={KEY}&next=/admin/" if "bulk" in template else "" if api else f"?q={CANARY}"
        found = bounded.get(_filled(template, theirs, KEY) + query, headers=headers)
        body = b"".join(found.streaming_content) if found.streaming else found.content
        shown = body.decode("utf-8", "replace").replace(f'value="{CANARY}"', "")
        if api:
            assert found.status_code != 401, template
            shown += body.decode("unicode_escape", "replace")
        assert found.status_code < 500, template
        assert CANARY not in shown, template
        if "/edit/<" in template or "/delete/<" in template or "/history/<" in template:
            assert found.status_code == 404, template
        asked += 1
    assert asked > 20
    listing = f"/admin/snippets/{model._meta.app_label}/{model._meta.model_name}/"
    exported = bounded.get(f"{listing}?export=csv")
    text = b"".join(exported.streaming_content) if exported.streaming else exported.content
    assert CANARY not in text.decode("utf-8", "replace")


@pytest.mark.parametrize("model", _kinds(), ids=lambda model: model.__name__)
def test_who_works_there_sees_it(bounded: Any, model: type[models.Model]) -> None:
    _made(model, KEY)
    bounded.user.scope.areas.add(factories.area(OTHER))
    listing = f"/admin/snippets/{model._meta.app_label}/{model._meta.model_name}/"

    pages = [bounded.get(listing), bounded.get(f"{listing}edit/{KEY}/")]
    assert any(CANARY in page.content.decode() for page in pages)
