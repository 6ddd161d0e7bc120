"""Content files that an operator or a professional has written: the place of the mistake, or they are used."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from bot.coaching import signs, vocabulary
from bot.coaching.content import BadLists
from bot.flows.content import call, interview, law, star
from bot.flows.content.reading import BadContent, Source
from tests.fuzz.target import Target, must

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = ("star", "law", "call", "interview")
LISTS = ("distress", "advice")


def run(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for read in (star.read, law.read, call.read, interview.read):
        try:
            read(Source("a file", text))
        except BadContent as error:
            must(str(error).startswith("a file, line "))
    for read_lists in (signs.read, vocabulary.read):
        try:
            read_lists(text)
        except BadLists as error:
            must(": " in str(error))


def seeds() -> Iterator[bytes]:
    for name in FILES:
        whole = files("bot.flows.content").joinpath(f"{name}.toml").read_bytes()
        yield whole[:6_000]
        yield whole
    for name in LISTS:
        yield files("bot.coaching").joinpath(f"{name}.toml").read_bytes()[:6_000]
    yield b"x = " + b"[" * 3_000
    yield b"x = " + b"9" * 5_000
    yield b"[[axis]]\nid = 3\n"
    yield b"axis = 1\n[words]\nda = [1]"


TARGET = Target(run, seeds, longest=8_192)
