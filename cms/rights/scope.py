"""Whether a user's work reaches a record; the one place that answers it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

_Rows = TypeVar("_Rows", bound=QuerySet[Any])


def codes_of(user: Any) -> tuple[str, ...] | None:
    """Return the codes of the areas that ``user`` works in; None means everywhere.

    Asked of the database once a user object.
    """
    if user.is_superuser and user.is_active:
        return None
    if not hasattr(user, "_codes_of_areas"):
        scope = getattr(user, "scope", None)
        if scope is not None and scope.whole_office:
            user._codes_of_areas = None
        else:
            areas = scope.areas.values_list("code", flat=True) if scope else ()
            user._codes_of_areas = tuple(areas)
    return user._codes_of_areas


def area_path(model: type[Model]) -> str:
    """Return the path to the code of a record's area; a model may say ``area_path``."""
    return str(getattr(model, "area_path", "area__code"))


def has_area(model: type[Model]) -> bool:
    """Return whether records of ``model`` belong to areas."""
    return hasattr(model, "area_path") or any(f.name == "area" for f in model._meta.get_fields())


def within(rows: _Rows, user: Any, field: str = "") -> _Rows:
    """Return those of ``rows`` whose area code is within the user's areas.

    ``field`` is the path to the code, else that of the model.
    """
    field = field or area_path(rows.model)
    codes = codes_of(user)
    if codes is None:
        return rows
    if not codes:
        return rows.none()
    wanted = Q()
    for code in codes:
        wanted |= Q(**{f"{field}__startswith": code})
    return rows.filter(wanted)


def covers_code(user: Any, code: str) -> bool:
    """Return whether the area with ``code`` is within the user's areas."""
    codes = codes_of(user)
    return codes is None or code.startswith(codes) if codes != () else False


def covers(user: Any, item: Model) -> bool:
    """Return whether ``item`` is within the user's areas; a record without area is."""
    area = getattr(item, "area", None) if getattr(item, "area_id", None) else None
    return area is None or covers_code(user, area.code)
