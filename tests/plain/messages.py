"""What is said to whom in the Danish replays: whole messages, as they stand above their buttons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.words import LOCALES
from bot.words.both import APART
from bot.words.catalogues import forms_of, ids_of, po_file, read_catalog
from bot.words.markup import bare
from tests.replays.script import SIGN, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replays.script import Replay

REPLAYS: Final = Path(__file__).parents[1] / "replays"
ON_PHONE: Final = re.compile(r"\*\(on the phone of (\w+)\)\*")
NOTE: Final = re.compile(r"^\*\((?!a short note).*\)\*$", re.MULTILINE)
BUTTONS: Final = re.compile(r"^> \[.*\n?", re.MULTILINE)
LABELS: Final = re.compile(r"^> ~?▪ .*\n?|^> 🌐 .*\n?", re.MULTILINE)
"""What stands on buttons too, in both languages and folded; and one word in every language."""
OWN_WORDS: Final = re.compile(r"(?<!\*)\*[^*\n]{40,}\*(?!\*)")
"""A talk, an answer or an example, which is not ours to shorten."""
OF_SOME_LENGTH: Final = 8
"""Characters of what a person writes, below which the bot could have said it as well."""
NOTHING: Final = r"(?!)"
THEIRS: Final = "…"
"""What stands for the words of a person."""
MARKS: Final = re.compile(r"\*+|__")


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a conversation: in which folder of replays it stands, whether one of the staff reads it, and it."""

    folder: str
    to_staff: bool
    text: str


def messages() -> list[Message]:
    """Every message in the Danish replays, once for each folder and kind of reader."""
    pages = ((path.parent.name, path.read_text("utf-8")) for path in sorted(REPLAYS.rglob("*.md")))
    found = (message for folder, page in pages for message in of_page(folder, page))
    return list(dict.fromkeys(found))


def of_page(folder: str, page: str) -> Iterator[Message]:
    """The messages of one replay; none of one that is not in Danish."""
    replay = read(page)
    if replay.language != "da":
        return
    staff = {each.name for each in replay.people if each.role}
    first = replay.people[0].name if replay.people else ""
    phone = first
    written = written_by_people(replay)
    for block in re.split(r"\n\n+", page):
        if block.startswith(SIGN):
            phone = _actor(block, replay) or first
        elif named := ON_PHONE.fullmatch(block):
            phone = named[1]
        elif block.startswith(">") and (text := plain(block, written)) and not is_english(text):
            yield Message(folder, phone in staff, text)


def is_english(text: str) -> bool:
    """Whether a line of a message is a text of the English catalogue: the person has changed their language."""
    return not english_lines().isdisjoint(text.split("\n"))


@cache
def english_lines() -> frozenset[str]:
    """The lines that are said in English and not in Danish."""
    danish = [message for message in read_catalog(po_file(LOCALES / "da"), "da") if message.id]
    ids = {line for message in danish for text in ids_of(message) for line in bare(text).split("\n")}
    return frozenset(
        ids - {line for message in danish for text in forms_of(message) for line in text.split("\n")}
    )


def _actor(block: str, replay: Replay) -> str:
    """Who does what a block tells, where it says so."""
    name, colon, _ = block.removeprefix(SIGN).partition(": ")
    return name if colon and any(name == each.name for each in replay.people) else ""


def written_by_people(replay: Replay) -> re.Pattern[str]:
    """What people write in a replay, wherever the bot shows it again; short words say nothing, and stay."""
    texts = (text for gesture in replay.gestures for text in (gesture.what, *gesture.texts))
    changes = (text for each in texts for text in (each, *re.findall(r'"([^"]*)"', each)))
    long = sorted({text for text in changes if len(text) >= OF_SOME_LENGTH}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, long)) or NOTHING)


def plain(block: str, written: re.Pattern[str]) -> str:
    """A quoted message as it is read: without its buttons, the marks of its format, and what people wrote."""
    lines = re.sub(r"^> ?", "", LABELS.sub("", BUTTONS.sub("", f"{block}\n")), flags=re.MULTILINE)
    danish, _, _ = lines.partition(APART)  # what stands below is the person's own language
    ours = written.sub(THEIRS, MARKS.sub("", OWN_WORDS.sub("", NOTE.sub("", danish))))
    return re.sub(r"\n{3,}", "\n\n", ours).strip()
