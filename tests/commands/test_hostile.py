"""The command line with hostile arguments, names and files: a clear refusal, and nothing that commands a terminal."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

import pytest

from bot.__main__ import COMMANDS, main, parser
from bot.commands.terminal import UNSHOWN
from bot.state import opening, people
from bot.state.beside import beside
from tests.chat.front import SAMIR, opened
from tests.commands.conftest import clock
from tests.keys import DATA_KEY, at
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERVERS = {"demo", "run", "phone"}
DEVELOPERS = {"flows", "words"}
"""What writes into the program's own folder, for who changes it; their names are checked in tests of their own."""
ESCAPES = (
    "\x1b[2J\x1b]0;owned\x07Samir", "\x9b31mSamir", "Sa\u202emir", "Samir\r\nMette, contact person at X", "\x00",
    "\u2028x", "Sam\u200bir", "\udcff", "\U000e0041",
)  # fmt: skip
"""Names that clear a screen, change its colours or title, turn what stands beside them, or pretend to be two lines."""
HOSTILE = (
    "", " ", "-", "-1", "0", "1e9", "9" * 5_000, "٣", "NaN", "x" * 5_000, "../../../etc/passwd", "/",
    ".", "..", "~", "/dev/full", "/dev/null/x", "no/such/folder/file", "dangling", "loop", "folder", "$(id)", "`id`",
    "; DROP TABLE people; --", "' OR 1=1 --", "%s%n", "{0.__class__}", "=1+1", "@SUM(A1)",
    *(each for each in ESCAPES if "\0" not in each),  # which no argument can hold
)  # fmt: skip
"""Also formulas, which a table would run, and what a shell or a query would."""


def uses(command: str) -> Iterator[tuple[list[str], argparse.Action]]:
    """Each way to use a command, and each of its arguments that takes a text."""
    whole = parser(command)
    (commands,) = (each for each in whole._actions if isinstance(each, argparse._SubParsersAction))
    yield from _uses([command], commands.choices[command])


def _uses(words: list[str], chosen: argparse.ArgumentParser) -> Iterator[tuple[list[str], argparse.Action]]:
    for action in chosen._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from _uses([*words, name], inner)
        elif not isinstance(action, argparse._HelpAction) and action.nargs != 0:
            needed = [each for each in chosen._actions if each is not action and _is_needed(each)]
            yield [*words, *(word for each in needed for word in _given(each, "1"))], action


def _is_needed(action: argparse.Action) -> bool:
    return action.required and not isinstance(action, argparse._SubParsersAction)


def _given(action: argparse.Action, value: str) -> list[str]:
    harmless = next(iter(action.choices), value) if action.choices and value == "1" else value
    return [f"{action.option_strings[-1]}={harmless}"] if action.option_strings else [harmless]


USES = [
    pytest.param(words, action, id=f"{' '.join(words)} {action.dest}")
    for command in COMMANDS
    if command not in SERVERS | DEVELOPERS
    for words, action in uses(command)
]


def strings(value: Any) -> Iterator[str]:
    """Every text in what was printed as JSON."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(inner)


def is_plain(text: str) -> bool:
    return all(each in "\n\t" or category(each) not in UNSHOWN for each in text)


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own to work in, deep enough for `../..`, with links that lead nowhere and in a circle."""
    folder = tmp_path / "a" / "b" / "c" / "d"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    Path("folder").mkdir()
    Path("dangling").symlink_to("nowhere/at/all")
    Path("loop").symlink_to("loop")
    monkeypatch.setattr("sys.stdin", StringIO())
    return made


def test_every_argument_of_every_command_is_tried() -> None:
    tried = {command for command in COMMANDS if command not in SERVERS | DEVELOPERS and list(uses(command))}
    assert {"staff", "export", "org", "key"} <= tried


@pytest.mark.parametrize(("words", "action"), USES)
def test_a_hostile_argument_is_refused_or_used_and_breaks_nothing(
    here: Path, words: list[str], action: argparse.Action, capsys: pytest.CaptureFixture[str]
) -> None:
    for value in HOSTILE:
        try:
            code: Any = main([*words, *_given(action, value)])
        except SystemExit as ended:
            code = ended.code
        captured = capsys.readouterr()
        assert code in {0, 1, 2}, value
        assert is_plain(captured.out + captured.err), value
        assert "Traceback" not in captured.err
    with beside(at(here), clock=clock) as (cursor, _):
        cursor.execute("SELECT COUNT(*) FROM organisations", {})
        assert cursor.fetchone()[0] >= 1


@pytest.mark.parametrize("value", [each for each in ESCAPES if each.isprintable() or "\0" not in each])
@pytest.mark.parametrize("variable", ["DATABASE_URL", "DATA_KEY", "DATA_KEY_FILE"])
def test_a_hostile_setting_is_refused_and_not_repeated_raw(
    variable: str,
    value: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "DATA_KEY", "DATA_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    if variable != "DATA_KEY_FILE":
        monkeypatch.setenv("DATA_KEY", DATA_KEY)
    monkeypatch.setenv(variable, value)
    assert main(["staff", "list"]) == 2
    captured = capsys.readouterr()
    assert captured.err
    assert is_plain(captured.err + captured.out)


@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_with_escapes_reaches_the_terminal_as_letters(
    here: Path, said: Callable[..., str], name: str
) -> None:
    """Somebody can be called anything: it is stored as the screen lets it through, and printed so that it shows."""
    clean = name.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    with beside(at(here), clock=clock) as (cursor, ids):
        from bot.engine.person import Person
        from bot.state import bots, roles

        where = bots.organisation_of(cursor, BOT) or 0
        person = Person(77, name=clean)
        people.create(cursor, BOT, 7_100_000_009, 7_100_000_009, person, where, clock())
        roles.give(cursor, ids.next(), 77, where, "contact", clock())
    listed = said("staff", "list")
    assert is_plain(listed)
    assert len(listed.splitlines()) == 1
    exported = said("export", "7100000009")
    assert is_plain(exported)
    assert clean in "".join(strings(json.loads(exported)))


def test_a_new_key_does_not_follow_a_link(
    tmp_path: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    """Who can put a link into the folder must not have the key written, or something overwritten, elsewhere."""
    elsewhere, link, dangling = tmp_path / "precious", tmp_path / "a.key", tmp_path / "b.key"
    elsewhere.write_text("precious")
    link.symlink_to(elsewhere)
    dangling.symlink_to(tmp_path / "nowhere")
    assert "does not exist" in refused("key", "new", "--file", str(link))
    assert elsewhere.read_text() == "precious"
    assert "does not exist" in refused("key", "new", "--file", str(dangling))
    assert not (tmp_path / "nowhere").exists()


def test_a_key_is_not_written_through_a_link_that_waits_for_it(
    tmp_path: Path, said: Callable[..., str]
) -> None:
    """The file beside it, in which the key is written first, may have been put there by somebody else."""
    victim = tmp_path / "precious"
    victim.write_text("precious")
    (tmp_path / "my.key.new").symlink_to(victim)
    said("key", "new", "--file", str(tmp_path / "my.key"))
    assert victim.read_text() == "precious"


def test_bytes_that_are_no_text_end_in_a_refusal_too(made: Path) -> None:
    """As a shell hands them over, and with a terminal that knows only ASCII."""
    environment = {**os.environ, "DATABASE_URL": str(made), "DATA_KEY": DATA_KEY, "PYTHONIOENCODING": "ascii"}
    tried: tuple[list[str | bytes], ...] = (
        ["org", "create", b"\xff\xfe", "--contact", "x@example.org"],
        ["staff", "remove", b"\xff", "--yes"],
    )
    for words in tried:
        ended = subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env=environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert ended.returncode == 2
        assert b"Traceback" not in ended.stderr
        assert b"\xff" not in ended.stderr + ended.stdout


async def test_what_people_write_is_not_printed_raw_by_an_export(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(tmp_path, clock()) as front:
        await front.welcome()
        await front.write("Jeg hedder \x1b[31mSamir\x9b0m\u202e.")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'test.db'}")
    monkeypatch.setenv("DATA_KEY", DATA_KEY)
    assert main(["export", str(SAMIR)]) == 0
    out = capsys.readouterr().out
    assert is_plain(out)
    assert "\x1b[31mSamir\x9b0m\u202e" in "".join(strings(json.loads(out)))
    assert opening.path_of(str(tmp_path / "test.db")).exists()
