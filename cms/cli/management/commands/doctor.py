"""``huiyinbi doctor``: what is configured, what is wrong, and how to mend it."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from cms.cli.checkup import checkup, settings_in_use
from cms.cli.command import Command as Base
from cms.settings.environment import SETTINGS


class Command(Base):
    """Checks everything; exits non-zero when something must be done."""

    help = _("Say what is configured and what is wrong, in plain words.")

    def run(self, **options: Any) -> dict[str, Any]:
        """Return settings and findings."""
        return {
            "settings": settings_in_use(),
            "findings": [asdict(finding) for finding in checkup()],
        }

    def tell(self, report: dict[str, Any]) -> None:
        """Print settings with their meaning, then one line a finding."""
        for setting in SETTINGS:
            value = report["settings"][setting.name] or "-"
            self.stdout.write(f"{setting.name}={value}  # {_(setting.help)}")
        self.stdout.write("")
        for finding in report["findings"]:
            mark = "✓" if finding["ok"] else "✗"
            self.stdout.write(f"{mark} {finding['name']}: {finding['text']}")

    def failed(self, report: dict[str, Any]) -> bool:
        """Something is wrong."""
        return not all(finding["ok"] for finding in report["findings"])
