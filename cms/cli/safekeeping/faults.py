"""What ends a backup, a restore or a move before anything was changed."""


class KeepingFault(Exception):
    """It cannot be done; ``str()`` is a translated sentence that says why and what to do."""
