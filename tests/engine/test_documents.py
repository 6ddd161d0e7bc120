"""A message with a document: made of the answers, said in the person's language, and a message of its own."""

from __future__ import annotations

import json

from bot.engine.document import Block, Document
from bot.engine.picture import Picture
from bot.engine.steps import End, Tell, Write
from bot.engine.text import Words, literal
from tests.engine.stage import begun

STAIR = Picture("stair", {"goal": "g", "reached": 0, "steps": (), "done": (), "title": Words("Skip")})


def paper(goal: str) -> Document:
    return Document(
        file=Words("Skip"),
        title=goal,
        byline=Words("{name}", {"name": "Samir"}),
        blocks=(Block("Heading", (goal, Words("Skip")), STAIR, level=2), Block(paragraphs=("alone",))),
    )


STEPS = (
    Write(id="goal", text="Goal?", short="Goal"),
    Tell(id="lead", text="Here it is."),
    Tell(id="shown", text="Your goal: {goal}", document=lambda view: paper(str(view.value("goal")))),
    Write(id="next", text="And now?", short="Next"),
    End(id="end"),
)


def test_a_document_is_the_same_after_waiting_in_the_outbox() -> None:
    document = paper("a job {name} \ud83d")
    assert Document.from_json(json.loads(json.dumps(document.to_json()))) == document
    bare = Document(literal("f"), "", "", ())
    assert Document.from_json(bare.to_json()) == bare


def test_a_document_is_a_message_of_its_own_with_its_words_below() -> None:
    talk = begun(*STEPS)
    said = talk.write("et <job>")
    assert [message.file for message in said] == ["", "Spring over.pdf", ""]
    assert said[1].text == "Your goal: et <job>"
    assert said[2].text == "And now?"


def test_it_holds_the_answers_as_they_were_written_in_the_language_of_the_person() -> None:
    talk = begun(*STEPS)
    (message,) = [each for each in talk.write("et <job> {name}") if each.page]
    assert message.page is not None
    assert (message.page.title, message.page.byline) == ("et <job> {name}", "Samir")
    assert (message.page.language, message.page.rtl) == ("da", False)
    first, second = message.page.blocks
    assert first.paragraphs == ("et <job> {name}", "Spring over")
    assert first.level == 2
    assert first.picture is not None
    assert first.picture.text == "et <job> {name}\nSpring over"
    assert second.picture is None
