"""What stands behind a command is written out; a number or a role that is none is told with what was expected."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import COMMANDS, main, parser
from bot.commands.staff import role
from bot.policy import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def wrong(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What argparse says of a line, without its lines of usage."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err.splitlines()[-1].partition("error: ")[2]


def parsers(of: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """A parser, and those of its commands."""
    yield of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from parsers(each)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_option_can_be_shortened(command: str) -> None:
    assert [each.prog for each in parsers(parser(command)) if each.allow_abbrev] == []


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "line", ["letters drop --al", "backup --to /x --new-led", "staff invite --rol mentor", "status --js"]
)
def test_a_shortened_option_does_nothing(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(capsys, *line.split())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "backup --to x --keep x",
            "argument --keep: expected a number of days, at least 1, like 30, got 'x'",
        ),
        (
            "backup --to x --keep 0",
            "argument --keep: expected a number of days, at least 1, like 30, got '0'",
        ),
        (
            "backup --to x --keep ٣",
            "argument --keep: expected a number of days, at least 1, like 30, got '\\u0663'",
        ),
        (
            "staff invite --role mentor --days 91",
            "argument --days: expected a number of days from 1 to 90, got '91'",
        ),
        (
            "letters drop x",
            "argument ID: expected a number that `.venv/bin/python -m bot letters` lists, got 'x'",
        ),
        (
            "export Sara",
            "argument PERSON: expected a Telegram user id, which is a number: people find theirs under /mydata, "
            "got 'Sara'",
        ),
        (
            "erase -3",
            "argument PERSON: expected a Telegram user id, which is a number: people find theirs under /mydata, "
            "got '-3'",
        ),
        (
            "erase 7 --bot x",
            "argument --bot: expected the number of a bot, with which its token begins, got 'x'",
        ),
        *(
            (
                f"{command} --port {given}",
                "argument --port: expected a port, which is a number from 0 to 65535, where 0 takes a free one, "
                f"got '{given}'",
            )
            for command in ("demo", "phone")
            for given in ("x", "65536", "-1")
        ),
        (
            "staff invite --role boss",
            "argument --role: expected contact (a contact person), mentor or coordinator, got 'boss'",
        ),
    ],
)
def test_what_is_none_is_told_with_what_was_expected(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wrong(capsys, *line.split()) == said


def test_an_endless_number_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert wrong(capsys, "export", "7" * 5_000).endswith(f"got '{'7' * 80}'")


def test_a_role_can_be_written_as_it_is_called() -> None:
    assert [role(each) for each in STAFF] == [*STAFF]
    assert role("Contact person") == "contact"


def test_the_help_says_what_a_contact_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["staff", "invite", "--help"])
    assert "contact (a contact person), mentor or coordinator" in " ".join(capsys.readouterr().out.split())


def test_of_somebody_who_is_not_there_nothing_is_printed_and_that_is_said(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = made.read_bytes()
    assert main(["export", "99"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(
        "Nothing is stored about Telegram user 99: the number is another one, or everything"
    )
    assert made.read_bytes() == before
