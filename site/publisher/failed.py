"""What every step of a build raises when it cannot go on."""


class BuildFailed(Exception):
    """A build could not be completed; what is served was left as it was."""
