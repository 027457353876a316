"""``huiyinbi worker``: projects the log to store, search and site until stopped."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from cms.cli.work import Worker


class Command(BaseCommand):
    """The work that ``serve`` does in a thread, as a process of its own."""

    help = "Keep public store, search and site up to date until stopped."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Work in this thread; SIGTERM and Ctrl-C end the present round first."""
        worker = Worker()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: worker.stop())
        worker.run()
