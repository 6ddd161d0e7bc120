"""A text that came early and is edited before it is moved: its newest words are the ones that count."""

from __future__ import annotations

from bot.engine.inputs import Spoke, Tapped, Typed
from bot.engine.steps import End, Write
from tests.engine.stage import begun, focus
from tests.talk import Citizen


def test_a_joined_text_that_was_edited_is_split_off_as_edited() -> None:
    talk = Citizen().welcomed()
    first = talk.own_message + 1
    talk.burst("Jeg hedder Samir", "Jeg kan lide at køre")
    talk.edit(first + 1, "Jeg kan lide at køre om natten")
    talk.tap("Det er to svar")
    assert talk.answers("elevator_pitch")["who"] == "Jeg hedder Samir"
    assert talk.answers("elevator_pitch")["burn"] == "Jeg kan lide at køre om natten"


def test_a_text_kept_aside_that_was_edited_is_used_as_edited() -> None:
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir")
    button = next(data for label, data in talk.last.buttons if label.startswith("Spring over"))
    talk._turn(Tapped(button, talk.last.id))
    talk._turn(Typed("lager", early := talk.own_message + 1))
    talk.deliver()
    talk.edit(early, "lager i Taastrup")
    talk.tap("Brug mine ord som mit svar")
    assert talk.answers("elevator_pitch")["job"] == "lager i Taastrup"
    assert "lager" not in talk.texts()


def test_an_old_offer_to_split_makes_no_answer_of_a_choice() -> None:
    """Where the talk stands at buttons by now, an early text stays where it is."""
    talk = Citizen().welcomed()
    talk.burst("Jeg hedder Samir", "Jeg kan lide at køre")
    split = next(data for label, data in talk.last.buttons if label.startswith("Det er to svar"))
    talk.write("Jeg kan lide at køre om natten")
    talk.write("lager")
    talk.write("Jeg kan læsse")
    talk.burst("Jeg kommer til tiden", "og jeg er rolig")
    talk.tap_data(split)
    assert talk.answers("elevator_pitch")["contribute"] == "Jeg kommer til tiden\nog jeg er rolig"
    assert "receiver" not in talk.answers("elevator_pitch")


def test_the_words_below_a_recording_are_kept_and_an_edit_of_them_leaves_the_recording() -> None:
    talk = begun(Write(id="say", text="Say?", voice=True), Write(id="last", text="Last?"), End(id="end"))
    talk._do(Spoke("file", 3, 900, "my voice"))
    assert focus(talk).answers["say"]["parts"] == [[900, "my voice"]]
    talk.edit(900, "my own voice")
    assert focus(talk).answers["say"] == {
        "kind": "voice", "value": "file", "seconds": 3, "parts": [[900, "my own voice"]],
    }  # fmt: skip
    talk.command("mydata")
    assert "🎙 Talebesked, 3 sekunder\nmy own voice" in "".join(message.text for message in talk.sent)


def test_every_message_of_an_answer_can_be_edited_from_another_exercise() -> None:
    talk = Citizen().welcomed()
    first = talk.own_message + 1
    talk.burst("Jeg hedder Samir", "og jeg er chauffør")
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.edit(first + 1, "og jeg er buschauffør")
    assert "Dit svar er rettet" in talk.last.text
    assert talk.texts().count("og jeg er buschauffør") == 1
    assert "og jeg er chauffør" not in talk.texts()
