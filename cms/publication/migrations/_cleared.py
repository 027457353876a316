"""What the field ``cleared`` held becomes overrides, before the field goes.

One editor alone cleared those texts. A telephone, an ID number or a home among them
waits for a second person now; until then it is masked or refused.
"""

from hashlib import sha256

from cms.privacy.scan import scan

REASON = "Cleared by an editor before overrides were kept"


def move(kind, model, fields):
    """Return the function for ``RunPython`` that moves ``cleared`` of app model ``model``."""

    def forwards(apps, schema_editor):
        override = apps.get_model("publication", "Override")
        for row in apps.get_model(*model).objects.exclude(cleared="").iterator():
            lines = {line.strip() for line in row.cleared.splitlines()} - {""}
            words = {
                (name, found.kind, found.text)
                for name, text in _texts(row, fields)
                for found in scan(text)
                if found.text in lines
            }
            override.objects.bulk_create(
                override(
                    kind=kind,
                    item=row.pk,
                    field=name,
                    finding=finding,
                    digest=sha256(text.encode()).hexdigest(),
                    stands=True,
                    reason=REASON,
                    by="-",
                )
                for name, finding, text in sorted(words)
            )

    return forwards


def _texts(row, fields):
    for stored, public in fields.items():
        yield public, getattr(row, stored)
    if hasattr(row, "progress"):
        for step in row.progress.all():
            yield "progress", step.text
