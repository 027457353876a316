"""Entry point of the command line: ``python -m cms COMMAND``."""

import gettext as python_gettext
import os
import sys
from pathlib import Path
from typing import NoReturn


def main() -> None:
    """Run a management command; the shell script ``huiyinbi`` calls this."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.base")
    from django.conf import settings
    from django.utils.translation import gettext

    from cms.settings.environment import SettingFault

    try:
        settings.INSTALLED_APPS  # noqa: B018  (reads the settings)
    except SettingFault as fault:
        _stop(str(fault))
    _let_argparse_speak_chinese()
    try:
        _answer(sys.argv[1:])
    except KeyboardInterrupt:
        # 128 + SIGINT, as shells say it.
        sys.stderr.write(gettext("Stopped. Run the command again to go on.") + "\n")
        sys.exit(130)


def _let_argparse_speak_chinese() -> None:
    """Say usage and wrong arguments in the language of all else, whatever the terminal's is."""
    folder = Path(__file__).parent / "locale_of_others"
    python_gettext.bindtextdomain("argparse", str(folder))
    python_gettext.textdomain("argparse")
    os.environ["LANGUAGE"] = "zh_Hans"


def _answer(arguments: list[str]) -> None:
    """Run the command that ``arguments`` name, or say which there are."""
    import django
    from django.core.management import execute_from_command_line, get_commands

    from cms.cli.overview import overview, unknown
    from cms.collector import loading

    if not arguments or arguments in (["help"], ["--help"], ["-h"]):
        sys.stdout.write(overview() + "\n")
        return
    name = arguments[0]
    if not name.startswith("-") and name != "help":
        with loading():
            django.setup()
        if name not in get_commands():
            _stop(unknown(name, list(get_commands())))
    execute_from_command_line(["huiyinbi", *arguments])


def _stop(error: str) -> NoReturn:
    from cms.translating import translator

    sys.exit(translator()("Error: %(error)s") % {"error": error})


if __name__ == "__main__":
    main()
