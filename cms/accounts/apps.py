"""The apps of signing in, and of the users who do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """How users sign in."""

    name = "cms.accounts"
    label = "accounts"
    verbose_name = _("Signing in")

    def ready(self) -> None:
        """Give the user's own page our form; Wagtail has no setting for this one."""
        from wagtail.admin.views.account import NameEmailSettingsPanel

        from cms.accounts.users import NameForm

        NameEmailSettingsPanel.form_class = NameForm


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our forms."""

    user_viewset = "cms.accounts.users.UserViewSet"
