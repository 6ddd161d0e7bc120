"""Every command says what it does, and a command that does not exist is a sentence, not a traceback."""

from __future__ import annotations

import pytest

from bot.__main__ import COMMANDS, main
from bot.config import VARIABLES


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"python -m bot {command}" in said
    assert COMMANDS[command][1:] in said


def test_the_whole_names_every_command_and_every_variable(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in (*COMMANDS, *VARIABLES) if name not in said] == []
    assert "settings of `run`" in said
    assert "`letters` and `status`\nread only DATABASE_URL and the key" in said


def test_the_help_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert [line for line in capsys.readouterr().out.splitlines() if len(line) > 120] == []


@pytest.mark.parametrize(
    "arguments", [[], ["sing"], ["export"], ["export", "Sara"], ["flows"], ["words", "sing"], ["org"]]
)
def test_what_is_no_command_is_answered_with_what_there_is(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m bot" in capsys.readouterr().err
