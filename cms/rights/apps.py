"""The app of rights by area."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    """Whose work reaches how far."""

    name = "cms.rights"
    label = "rights"
    verbose_name = _("Areas of work")

    def ready(self) -> None:
        """Name the permissions after the last app's were made."""
        from cms.rights.permission_names import name_permissions

        with_models = [config for config in apps.get_app_configs() if config.models_module]
        post_migrate.connect(name_permissions, sender=with_models[-1])
