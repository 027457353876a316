"""Wagtail calls API v3 a preview: its shape is pinned here, so that an upgrade tells.

``python -m tests.cms.api.test_shape`` writes the snapshot anew, to be read before it is
committed: what changed there changes for every integration.
"""

import json
import os
from pathlib import Path

SNAPSHOT = Path(__file__).with_name("shape-v3.json")
#: Of our own models one is enough: the others are made by the same generators.
SCHEMAS = ("CaseSchema", "CaseCreateSchema", "CasePatchSchema", "ProblemDetail", "Input")


def shape():
    """Return addresses, methods, parameters and the schemas of a case, as v3 describes them."""
    from wagtail.api.v3.api import api

    described = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v3/"), default=str))
    paths = {
        path: {
            method: {
                "id": operation["operationId"],
                "parameters": sorted(each["name"] for each in operation.get("parameters", ())),
                "answers": sorted(map(str, operation["responses"])),
                "secured": bool(operation.get("security")),
            }
            for method, operation in methods.items()
        }
        for path, methods in described["paths"].items()
    }
    schemas = described["components"]["schemas"]
    return {
        "paths": paths,
        "schemas": {
            name: {
                "required": sorted(schema.get("required", ())),
                "properties": sorted(schema["properties"]),
            }
            for name, schema in schemas.items()
            if name in SCHEMAS
        },
    }


def test_v3_has_the_shape_that_integrations_know():
    assert shape() == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    import cms.urls  # noqa: F401 - the addresses are read with it

    text = json.dumps(shape(), ensure_ascii=False, indent=1, sort_keys=True)
    SNAPSHOT.write_text(text + "\n", encoding="utf-8")
