"""Documents on their way: said in a language, named, and set aside where they cannot be made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.chat.deliver import Deliverer
from bot.chat.printing import file_name
from bot.chat.render import parts
from bot.chat.send import Sender
from bot.engine.document import Block, Document
from bot.engine.effects import Say
from bot.engine.text import N_, Words, literal
from bot.pictures.printing import page, said
from bot.state import commit, outbox
from bot.words import catalogues
from tests.chat.helpers import Clock, nothing
from tests.chat.world import opened
from tests.state.helpers import ANNA, BOT

if TYPE_CHECKING:
    from pathlib import Path

DANISH = catalogues().language("da")
BAD = Document(literal("f"), "secret", "", (Block("secret", level=0),))
"""No heading has the level 0."""


def test_a_document_is_said_in_the_language_of_the_person() -> None:
    document = Document(
        Words(N_("My job folder")),
        Words(N_("My job folder")),
        date(2026, 11, 25),
        (Block(Words(N_("Skip")), (("a", "b"), "{own} <b>words</b>", 7), level=2),),
    )
    made = page(document, DANISH)
    assert (made.title, made.byline, made.language) == ("Min jobmappe", "Onsdag 25. november", "da")
    assert made.blocks[0].heading == "Spring over"
    assert made.blocks[0].paragraphs == ("a og b", "{own} <b>words</b>", "7")
    assert file_name(document, DANISH) == "Min jobmappe.pdf"


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("a/b\\c:d*e?f", "a b c d e f.pdf"),
        ('"<x>|\n\x00', "x.pdf"),
        ("ø" * 100, "ø" * 59 + "….pdf"),
        ("", "document.pdf"),
        ("..", "document.pdf"),
    ],
)
def test_a_file_has_a_name_that_every_phone_takes(written: str, named: str) -> None:
    assert file_name(Document(literal(written), "", "", ()), DANISH) == named


def test_a_persons_own_text_is_never_translated_or_filled_in() -> None:
    assert said("My job folder {x}", DANISH) == "My job folder {x}"


async def test_a_document_that_cannot_be_made_is_set_aside_and_blocks_nobody(tmp_path: Path) -> None:
    """The chat's next message goes on; the error names no content."""
    async with opened(tmp_path, Clock()) as world:
        sender = Sender(world.api, world.limits, render=parts, commands=lambda _: [], copy=nothing)
        world.deliverer = Deliverer(world.store, sender, world.limits, bot=BOT, sleep=world.clock.sleep)
        rows = [world.store.ids.next(), world.store.ids.next()]
        says = Say((literal("secret"),), document=BAD), Say((literal("good"),))
        for row, say in zip(rows, says, strict=True):
            payload = commit.say(say)
            await world.store.write(
                lambda cursor, row=row, payload=payload: outbox.add(  # type: ignore[misc]
                    cursor, row, BOT, ANNA, None, "da", payload, 0, -1, world.clock()
                )
            )
        async with world.running():
            await world.api.called(1)
            await world.stop()
        assert world.accepted == ["good"]
        aside = ("aside", "", None, "could not be made into a message: TypstError")
        assert await world.state(rows[0]) == aside
