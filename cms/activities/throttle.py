"""How often one address may use the public form: counted in the database, for all processes."""

from __future__ import annotations

import hmac
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from cms.accounts.client_address import client_address
from cms.activities.sign_ups import Attempt

MOST = 20  # an hour; a family or an office shares an address
_KEPT = timedelta(hours=1)


def may_try(request: HttpRequest) -> bool:
    """Count one use of the form; False when this address has used it too often."""
    now = timezone.now()
    Attempt.objects.filter(time__lt=now - _KEPT).delete()
    source = _source(request, f"{now:%Y%m%d}")
    if Attempt.objects.filter(source=source).count() >= MOST:
        return False
    Attempt.objects.create(source=source, time=now)
    return True


def _source(request: HttpRequest, day: str) -> str:
    """Return a digest of the sender's address, of no use without our key or on another day."""
    text = f"signup {day} {client_address(request)}"
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256").hex()
