"""Commands say in Chinese how they are called, and what was wrong with a call."""

import argparse
import re
from collections.abc import Iterator

import pytest
from django.core.management import get_commands, load_command_class

from cms.__main__ import main

HAN = re.compile(r"[\u4e00-\u9fff]")
OURS = sorted(name for name, app in get_commands().items() if app == "cms.cli")


def helps(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield what a parser and the parsers of its subcommands say of themselves."""
    yield str(parser.description or "")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from (str(choice.help) for choice in action._choices_actions)
            for part in action.choices.values():
                yield from (text for text in helps(part) if text)
        elif action.help and action.dest != "help" and action.help is not argparse.SUPPRESS:
            yield str(action.help)


@pytest.mark.parametrize("name", OURS)
def test_help_of_our_commands_is_chinese(name: str) -> None:
    parser = load_command_class("cms.cli", name).create_parser("huiyinbi", name)

    assert parser.format_help()
    assert [text for text in helps(parser) if not HAN.search(text)] == []


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("build --out", "参数 --out：要写一个值"),
        ("search 路灯 --size x", "参数 --size：“x”不是从 1 开始的整数"),
        ("serve --port 0", "参数 --port：“0”不是从 1 开始的整数"),
        ("hours of love --first 2026-13-01", "参数 --first：“2026-13-01”不是日期"),
    ],
)
def test_a_wrong_argument_is_refused_in_chinese(
    call: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US:en")
    monkeypatch.setattr("sys.argv", ["huiyinbi", *call.split()])

    with pytest.raises(SystemExit) as stop:
        main()

    assert stop.value.code == 2
    assert said in capsys.readouterr().err
