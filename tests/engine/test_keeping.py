"""Kept versions, forgetting, and how much somebody wants to do today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.steps import Ask, Choice, Consent, End, Forget, Keep, Write
from tests.engine.stage import answers, begun, focus, stands_at

if TYPE_CHECKING:
    from bot.engine.view import View
    from tests.talk import Talk

END = End(id="end", text="Done.")
ONE = Write(id="one", text="One?", short="First")
TWO = Write(id="two", text="Two?", short="Second")
REST = Write(id="rest", text="Rest?", short="Rest")


def content(view: View) -> dict[str, Any]:
    return {"text": f"{view.value('one')}, {view.value('two')}"}


def seconds(view: View) -> dict[str, Any]:
    return {"spoken_seconds": len(str(view.value("rest")))}


KEEP = Keep(id="keep", content=content, text="Kept: {one} and {two}.")
AMEND = Keep(id="amend", content=seconds, amend=True)


def versions(talk: Talk) -> list[dict[str, Any]]:
    return [each["content"] for each in talk.stored()["versions"]]


def kept() -> Talk:
    talk = begun(ONE, TWO, KEEP, REST, AMEND, Write(id="last", text="Last?"), END, language="en")
    talk.write("first")
    talk.write("second")
    return talk


def test_a_version_is_kept_when_it_is_reached() -> None:
    assert versions(kept()) == [{"text": "first, second"}]


def test_an_unchanged_version_is_not_kept_twice() -> None:
    talk = kept()
    talk.tap("⬅ Back")
    talk.tap("Keep my answer")
    assert stands_at(talk) == ("mine", "rest")
    assert versions(talk) == [{"text": "first, second"}]


def test_a_changed_answer_makes_a_new_version_and_keeps_the_old_one() -> None:
    talk = kept()
    talk.tap("⬅ Back")
    talk.write("changed")
    assert versions(talk) == [{"text": "first, second"}, {"text": "first, changed"}]


def test_an_edited_message_makes_a_new_version_and_says_so() -> None:
    talk = begun(ONE, TWO, KEEP, REST, END, language="en")
    own = talk.own_message + 1
    talk.write("first")
    talk.write("second")
    said = talk.edit(own, "edited")
    assert said[-1].text == "Your answer is changed: First\n\nKept: edited and second."
    assert versions(talk)[-1] == {"text": "edited, second"}
    talk.tap("Continue")
    assert stands_at(talk) == ("mine", "rest")


def test_what_is_amended_is_added_to_the_newest_version() -> None:
    talk = kept()
    talk.write("abc")
    assert versions(talk) == [{"text": "first, second", "spoken_seconds": 3}]


def test_consent_is_stored_with_its_version() -> None:
    talk = begun(ONE, Consent(id="agree", version="2027-01"), TWO, END, language="en")
    talk.write("first")
    assert [each["text_version"] for each in talk.stored()["consents"]][-1] == "2027-01"


def test_forgetting_says_so_in_the_persons_language_and_leaves_nothing() -> None:
    talk = begun(ONE, Forget(id="forget", text="All of it is gone, {one}."), language="en")
    said = talk.write("first")
    assert said[-1].text.endswith("All of it is gone, first.")
    assert talk.stored() == {}


# How much somebody wants to do today --------------------------------------------------------------

NUMBERED = tuple(
    Write(id=step, text=f"{step}?", short=step, numbered=True) for step in ("alpha", "beta", "gamma")
)


def tired() -> Talk:
    """After the one question that was wanted today."""
    talk = begun(*NUMBERED, END, language="en")
    talk.command("menu")
    talk.now = talk.now.replace(day=talk.now.day + 1)
    talk.tap("Mine")
    talk.tap("One question")
    talk.write("first")
    return talk


def test_after_what_was_wanted_today_the_next_question_waits_for_a_yes() -> None:
    talk = tired()
    assert talk.last.labels() == ["Enough for today", "One more question", "I will do the rest"]
    talk.tap("One more")
    assert talk.last.text.endswith("beta?")
    talk.write("second")
    assert talk.last.labels() == ["Enough for today", "One more question", "I will do the rest"]
    talk.tap("I will do the rest")
    talk.write("third")
    assert answers(talk) == {"alpha": "first", "beta": "second", "gamma": "third"}


def test_enough_for_today_pauses_and_the_place_is_kept() -> None:
    talk = tired()
    talk.write("enough for today")
    assert (focus(talk).status, focus(talk).at) == ("paused", "beta")


def test_a_text_written_before_the_question_was_shown_is_no_answer_to_it() -> None:
    talk = tired()
    talk.write("and one more thing")
    assert "beta" not in answers(talk)
    assert "and one more thing" in talk.texts()


def test_changing_an_answer_costs_no_energy() -> None:
    talk = tired()
    talk.command("help")
    talk.tap("Change an answer")
    talk.tap("alpha")
    talk.write("changed")
    assert talk.stored()["person"]["energy"] == 0
    assert answers(talk)["alpha"] == "changed"


def test_the_next_day_is_a_new_day() -> None:
    talk = tired()
    talk.tap("Enough")
    talk.now = talk.now.replace(day=talk.now.day + 1)
    talk.write("continue")
    assert talk.last.text.endswith("beta?")


def test_a_menu_costs_no_energy() -> None:
    menu = Ask(id="menu", text="What?", choices=(Choice(key="a", label="A thing"),), asks_again=True)
    talk = begun(menu, *NUMBERED, END, language="en")
    talk.tap("A thing")
    assert talk.stored()["person"]["energy"] == -1
