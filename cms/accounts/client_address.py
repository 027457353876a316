"""From which address a request came."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the sender's address, as the outermost of our own proxies saw it (``PROXIES``).

    What stands further left in X-Forwarded-For anybody could have written.
    """
    proxies: int = settings.AXES_IPWARE_PROXY_COUNT
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(seen) >= proxies and seen[-proxies]:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
