"""Signing in with a password, and with a code where the user set that up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "8"}


class LoginForm(OTPAuthenticationFormMixin, WagtailLoginForm):
    """Wagtail's form with a field for the code; users without a second factor leave it empty."""

    otp_error_messages = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "token_required": _("Enter the code that your authenticator app shows."),
        "invalid_token": _("The code is wrong or too old. Enter the one that is shown now."),
        "n_failed_attempts": _("Too many wrong codes. Wait a moment and try again."),
        "verification_not_allowed": _("Too many wrong codes. Wait a moment and try again."),
    }

    otp_token = forms.CharField(
        label=_("Code of the second factor"),
        help_text=_("Only if you have set one up."),
        required=False,
        widget=forms.TextInput(attrs=_CODE),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the password a label of words: Wagtail's form leaves it the field's name."""
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")

    def clean(self) -> dict[str, Any]:
        """Check the password, then the code of users who have one."""
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if user is not None and user_has_device(user):
            self.clean_otp(user)
        return cleaned

    def _chosen_device(self, user: Any) -> Any:
        """There is at most one; the field to choose it would only puzzle."""
        return TOTPDevice.objects.devices_for_user(user, confirmed=True).first()

    def _update_form(self, user: Any) -> None:
        """Never send the password back."""


class CodeForm(forms.Form):
    """One code, to switch the second factor on or off."""

    code = forms.CharField(
        label=_("Code that the app shows"), max_length=8, widget=forms.TextInput(attrs=_CODE)
    )
