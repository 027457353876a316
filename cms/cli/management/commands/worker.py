"""``huiyinbi worker``: projects the log to store, search and site until stopped."""

import signal
from typing import Any

from django.utils.translation import gettext as _

from cms.cli.command import PlainCommand
from cms.cli.work import Worker


class Command(PlainCommand):
    """The work that ``serve`` does in a thread, as a process of its own."""

    help = _("Keep public store, search and site up to date until stopped.")
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Work in this thread; SIGTERM and Ctrl-C end the present round first."""
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        worker.run()
