"""What is known of a user beside Django's own account."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FirstPassword(models.Model):
    """The user's password was given by somebody else, and must be changed at the next sign-in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("first passwords")

    def __str__(self) -> str:
        return str(self.user_id)
