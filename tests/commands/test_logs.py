"""The log: no way into it, ours or a library's, carries what people wrote, a token or a trace."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.commands.logs import KNOWN, LONGEST, only_known

ROOT = Path(__file__).parents[2]
SECRET = "Min-hemmelige-sætning"
LEVELS = {"debug", "info", "warning", "error", "critical"}

WAYS = {
    "a library's sentence": (
        "logging.getLogger('aiohttp.access').error('%s', secret)",
        "library",
        "aiohttp.access",
    ),
    "a library's error": (
        """
try:
    raise ValueError(secret)
except ValueError:
    logging.getLogger('aiohttp.server').exception('Error handling %s', secret)
""",
        "library",
        "ValueError",
    ),
    "a record that cannot be formatted": ("logging.error('%d', secret)", "library", "root"),
    "a task whose error nobody fetched": (
        """
async def main():
    async def breaks(words):
        raise KeyError(words)
    task = asyncio.create_task(breaks(secret), name=secret)
    await asyncio.wait([task])
    del task
    gc.collect()
asyncio.run(main())
""",
        "library",
        "KeyError",
    ),
    "a callback that breaks": (
        """
async def main():
    def breaks(words):
        raise KeyError(words)
    asyncio.get_running_loop().call_soon(breaks, secret)
    await asyncio.sleep(0)
asyncio.run(main())
""",
        "library",
        "KeyError",
    ),
    "a warning": ("warnings.warn(secret, stacklevel=1)", "warned", "UserWarning"),
    "a thread": (
        """
def breaks():
    raise KeyError(secret)
thread = threading.Thread(target=breaks, name=secret)
thread.start()
thread.join()
""",
        "thread.broke",
        "KeyError",
    ),
    "what breaks while it is taken away": (
        """
class Breaks:
    def __del__(self):
        raise KeyError(secret)
    def __repr__(self):
        return secret
Breaks()
gc.collect()
""",
        "unraisable",
        "KeyError",
    ),
    "an error that ends the program": ("raise KeyError(secret)", "crashed", "KeyError"),
    "several errors that end it": (
        "raise ExceptionGroup(secret, [ValueError(secret), KeyError(secret)])",
        "crashed",
        "ExceptionGroup of ValueError",
    ),
    "an error behind an error": (
        """
try:
    raise ValueError(secret)
except ValueError as error:
    raise KeyError(secret) from error
""",
        "crashed",
        "KeyError",
    ),
    "our own, with what it must not name": (
        """
try:
    raise ValueError(secret)
except ValueError:
    structlog.get_logger().exception('it.broke', text=secret, name=secret, row=7)
""",
        "it.broke",
        "ValueError",
    ),
}
"""Each way, the event that it becomes, and what that names."""

SCRIPT = """
import asyncio, gc, logging, sys, threading, warnings
import structlog
from bot.commands import logs
logs.configure({style!r})
secret = sys.stdin.read()
{way}
"""


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("way", WAYS)
def test_no_way_into_the_log_carries_words_or_a_trace(way: str, style: str) -> None:
    code, event, named = WAYS[way]
    ended = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SCRIPT.format(style=style, way=code)],
        check=False,
        cwd=ROOT,
        input=SECRET,
        capture_output=True,
        encoding="utf-8",
    )
    written = ended.stdout + ended.stderr
    assert SECRET not in written
    assert SECRET.encode("unicode_escape").decode() not in written
    assert "Traceback" not in written
    assert "Logging error" not in written
    (line,) = ended.stdout.splitlines()
    if style == "json":
        told = json.loads(line)
        assert told["event"] == event
        assert named in (told.get("error"), told.get("logger"), told.get("kind"))
        assert set(told) <= KNOWN | {"event", "level", "timestamp"}
    else:
        assert event in line
        assert named in line
    assert ended.stderr == ""


def test_a_crash_names_the_places_that_it_passed() -> None:
    way = "import bot.config\nbot.config.read({'TELEGRAM_TOKEN': None})"
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(style="json", way=way)],
        check=False,
        cwd=ROOT,
        input=SECRET,
        capture_output=True,
        encoding="utf-8",
    )
    assert ended.returncode == 1
    told = json.loads(ended.stdout)
    assert (told["level"], told["event"], told["error"]) == ("critical", "crashed", "AttributeError")
    assert [place.partition(":")[0] for place in told["through"]] == [
        "__main__",
        "bot.config",
        *["bot.config"] * 3,
    ]


def test_what_is_long_is_cut_and_what_has_lines_is_one() -> None:
    event = only_known(
        None, "", {"event": "x", "reason": "a\nb " + "c" * 1000, "row": 7, "through": ["a", "b"]}
    )
    assert str(event["reason"]).startswith("a b c")
    assert len(event["reason"]) == LONGEST
    assert (event["row"], event["through"]) == (7, ["a", "b"])


def calls() -> list[tuple[str, ast.Call]]:
    """Every call of a logger in the program, with where it stands."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_logger(node.func.value)
    ]


def is_logger(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id in {"log", "logger", "logging"}


ALLOWED = {"basicConfig", "getLogger", "log"}
"""What only `bot/commands/logs.py` calls."""


def test_every_event_has_a_fixed_name_and_names_only_what_is_listed() -> None:
    """An event with a text of its own, or a value of another name, has to be thought about here first."""
    assert len(calls()) > 25
    for where, call in calls():
        assert isinstance(call.func, ast.Attribute)
        if where.startswith("bot/commands/logs.py") and call.func.attr in ALLOWED:
            continue
        assert call.func.attr in LEVELS, where
        name = call.args[0]
        if where.startswith("bot/commands/logs.py"):
            continue
        if not isinstance(name, ast.Name):  # `_log_fault` is given one of two
            assert isinstance(name, ast.Constant), where
            assert re.fullmatch(r"[a-z]+([._][a-z]+)*", str(name.value)), where
        assert {word.arg for word in call.keywords} - KNOWN == set(), where


def test_nothing_else_writes_what_the_program_does() -> None:
    """No module has a logger of the standard library, or prints."""
    using = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        imported: set[Any] = {
            name.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Import)
            for name in node.names
        }
        if imported & {"logging", "traceback"}:
            using.append(path.relative_to(ROOT).as_posix())
    assert using == ["bot/commands/logs.py"]
