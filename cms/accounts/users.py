"""Accounts as an office keeps them: a name in one piece, and an address of mail if there is one.

Wagtail asks everybody for a first name, a last name and an address, and takes no change of an
account without them.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet


def _name() -> forms.CharField:
    return forms.CharField(label=_("Full name"), max_length=150)


def _mail() -> forms.EmailField:
    text = _("May be left empty: then no notices are mailed.")
    return forms.EmailField(label=_("E-mail"), required=False, help_text=text)


class CreationForm(UserCreationForm):
    """What an administrator says of a new user."""

    first_name, email, last_name = _name(), _mail(), None

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields - {"last_name"}


class EditForm(UserEditForm):
    """What an administrator changes of a user."""

    first_name, email, last_name = _name(), _mail(), None

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields - {"last_name"}


class NameForm(forms.ModelForm):
    """What users change of themselves."""

    first_name, email = _name(), _mail()

    class Meta:
        model = get_user_model()
        fields = ("first_name", "email")


class UserViewSet(WagtailUserViewSet):
    """Wagtail's pages of users with our forms."""

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form of a new user, or of one that is there."""
        return EditForm if for_update else CreationForm
