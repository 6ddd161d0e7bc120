"""Setting a reminder: how many taps it takes, what is shown before it is saved, and the way back."""

from __future__ import annotations

import pytest

from tests.flows.reminding import TEXT, own_time, preview, set_by, town, with_lone
from tests.town import Town

__all__ = ["town"]


MOST_TAPS = 6


WEEKLY = {
    "English": ("Send a reminder", "Samir", "Practise the elevator pitch", "Every Monday", "✔ Save"),
    "Dansk": ("Send en påmindelse", "Samir", "Øv elevatortalen", "Hver mandag", "✔ Gem"),
}


@pytest.mark.parametrize("language", WEEKLY)
def test_a_weekly_reminder_takes_at_most_six_taps_from_the_menu(town: Town, language: str) -> None:
    town.taps(town.jonas, "⚙ Settings", "Language", language)
    town.jonas.command("menu")
    for label in WEEKLY[language]:
        town.jonas.tap(label)
    assert len(WEEKLY[language]) <= MOST_TAPS
    (kept,) = set_by(town.jonas)
    assert (kept.rule["kind"], kept.flow) == ("weekly", "elevator_pitch")


def test_it_is_shown_as_a_whole_before_it_is_saved(town: Town) -> None:
    assert preview(town, "Every Monday") == (
        "Elevator pitch\n\n"
        "Samir gets it every Monday at 09:00. It comes in English.\n\n"
        "On the locked screen it only says: Hi Samir. Something is ready for you, when you have time."
    )
    assert set_by(town.jonas) == []
    assert "Nothing has been sent." in town.jonas.tap("Cancel")[0].text
    assert set_by(town.jonas) == []


def test_what_is_shown_of_the_locked_screen_is_exactly_what_comes(town: Town) -> None:
    shown = preview(town, "Tomorrow")
    town.jonas.tap("✔ Save")
    (came,) = town.samir.wait(days=1)
    assert f"{came.text}" in shown


def test_a_day_a_time_and_how_often_can_be_written(town: Town) -> None:
    assert "on Friday 4 December at 10:00" in own_time(town, "4 December at 10")
    town.jonas.tap("✔ Save")
    assert "every month on the 31st at 08:30" not in own_time(town, "31 December at 10", "Every month")
    town.jonas.tap("✔ Save")
    assert [each.rule["kind"] for each in set_by(town.jonas)] == ["monthly", "once"]


def test_the_time_is_asked_for_where_only_a_day_was_written(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "Fill in the star", "✏ I write it myself")
    assert "At what time shall it come?" in town.jonas.write("Thursday")[-1].text
    town.jonas.write("half past ten")
    town.jonas.tap("Every week")
    assert "every Thursday at 10:30" in town.jonas.last.text


def test_several_get_one_each(town: Town) -> None:
    with_lone(town)
    town.taps(town.jonas, "Send a reminder", "Several")
    for label in ("☐ Samir", "☐ Lone", "✔ Done", "Fill in the star", "Tomorrow"):
        town.jonas.tap(label)
    shown = town.jonas.last.text
    assert "Samir gets it" in shown
    assert "Lone gets it" in shown
    town.jonas.tap("✔ Save")
    assert len({each.citizen for each in set_by(town.jonas)}) == 2


def test_everything_can_be_changed_before_it_is_saved(town: Town) -> None:
    with_lone(town)
    preview(town, "Now")
    for label in ("✏ Change", "What it is about", "Fill in the star"):
        town.jonas.tap(label)
    assert town.jonas.last.text.startswith("Star\n\nSamir gets it now. It comes in English.")
    for label in ("✏ Change", "When it comes", "Tomorrow", "✏ Change", "Who gets it", "Lone"):
        town.jonas.tap(label)
    assert "Lone gets it on Tuesday 24 November at 09:00" in town.jonas.last.text
    town.jonas.tap("✏ Change")
    town.jonas.tap("Nothing")
    town.jonas.tap("✔ Save")
    assert len(set_by(town.jonas)) == 1


def test_what_is_shared_can_be_reminded_of_until_it_is_taken_back() -> None:
    town = Town().with_others().with_shared_pitch()
    town.reviews(town.mette)
    town.taps(town.mette, "Send a reminder", "Samir", "Talk: warehouse")
    town.mette.tap("Tomorrow")
    assert "Talk: warehouse" in town.mette.last.text
    for label in ("👁 Who can see it", "Take it back", "Mette"):
        town.samir.tap(label)
    town.mette.tap("✔ Save")
    assert "That is not possible any more. Nothing has been sent." in town.mette.last.text
    assert set_by(town.mette) == []
    town.taps(town.jonas, "Send a reminder", "Samir")
    assert not any("warehouse" in label for label in town.jonas.last.labels())
    town.samir._connection.close()


def test_it_begins_at_the_citizen_who_is_looked_at(town: Town) -> None:
    town.taps(town.jonas, "My citizens", "Samir", "Send a reminder")
    assert "What shall Samir be reminded of?" in town.jonas.last.text


def test_the_errand_is_forgotten_when_it_is_over(town: Town) -> None:
    preview(town, "Now", what="Fill in the star")
    assert "remind" in {each["flow"] for each in town.jonas.stored()["exercises"]}
    town.jonas.tap("✔ Send it")
    assert "remind" not in {each["flow"] for each in town.jonas.stored()["exercises"]}


def test_there_is_a_way_back_from_when_and_from_the_text(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    assert "What shall Samir be reminded of?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Fill in the star")
    assert "When shall it come?" in town.jonas.last.text
    assert "What shall Samir be reminded of?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Practise the elevator")
    town.jonas.tap("✏ I write it myself")
    assert "When shall it come?" in town.jonas.tap("⬅ Back")[-1].text
    town.jonas.tap("Tomorrow")
    assert "Elevator pitch" in town.jonas.last.text


def test_after_a_misunderstanding_no_button_holds_a_piece_of_a_prompt(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your CV")
    town.jonas.write("blue giraffe")
    assert not any("What do you want to write" in label for label in town.jonas.last.labels())


def test_now_is_sent_and_not_saved(town: Town) -> None:
    shown = preview(town, "Now")
    assert "Samir gets it now. It comes in English." in shown
    assert "✔ Send it" in town.jonas.last.labels()
    assert "It is on its way." in town.jonas.tap("✔ Send it")[0].text


def begins_a_text(town: Town) -> tuple[str, int]:
    """Jonas leaves a reminder half-way, at "Shall it come again?"; the button that he leaves."""
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write(TEXT)
    town.jonas.write("Saturday at 10")
    asked = town.jonas.last
    return dict(asked.buttons)["No, only once"], asked.id


def test_what_was_left_half_way_is_not_saved_a_second_time_by_an_old_button(town: Town) -> None:
    left = begins_a_text(town)
    begins_a_text(town)
    assert any("What you were writing before has not been sent." in each.text for each in town.jonas.sent)
    town.jonas.tap("No, only once")
    town.jonas.tap("✔ Save")
    town.taps(town.jonas, "My reminders", "Samir", "✏ Change")
    town.jonas.tap("✏ Change")
    being_changed = town.jonas.last
    town.jonas.tap_data(*left)
    assert town.jonas.last.labels() == being_changed.labels()
    assert len(set_by(town.jonas)) == 1


OF_ILLNESS = "That may be about illness. Do you want to send it all the same?"


def test_a_text_that_may_be_of_illness_is_asked_about_and_never_kept_back(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    said = town.jonas.write("Remember to take your medicine")[-1]
    assert OF_ILLNESS in said.text
    town.jonas.tap("✏ Change the text")
    assert OF_ILLNESS in town.jonas.write("Remember your pills")[-1].text
    assert "When shall it come?" in town.jonas.tap("Yes")[-1].text
    town.jonas.tap("Now")
    town.jonas.tap("✔ Send it")
    assert [each.text for each in set_by(town.jonas)] == ["Remember your pills"]


def test_yes_goes_on_with_the_text_as_it_is(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember to take your medicine")
    assert "When shall it come?" in town.jonas.write("yes")[-1].text


def test_the_same_text_is_asked_about_once(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your pills")
    for label in ("Yes", "Tomorrow", "✏ Change", "When it comes", "Every Monday", "✔ Save"):
        town.jonas.tap(label)
    town.taps(town.jonas, "My reminders", "Samir", "✏ Change", "When it comes", "Tomorrow", "✔ Save")
    assert [each.text for each in set_by(town.jonas)] == ["Remember your pills"]


def test_another_text_about_illness_is_asked_about_anew(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your pills")
    for label in ("Yes", "Tomorrow", "✏ Change", "What it is about", "✏ A text of my own"):
        town.jonas.tap(label)
    assert OF_ILLNESS in town.jonas.write("Remember your psychologist")[-1].text
    assert "Remember your psychologist" in town.jonas.tap("Yes")[-1].text


def test_a_message_that_is_changed_to_be_about_illness_is_asked_about_before_it_is_sent(town: Town) -> None:
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    written = town.jonas.own_message + 1
    town.jonas.write("Remember the doctor")
    town.jonas.tap("Yes")
    town.jonas.tap("Now")
    town.jonas.edit(written, "Remember your pills")
    town.jonas.tap("✔ Send it")
    assert OF_ILLNESS in town.jonas.last.text
    assert set_by(town.jonas) == []
    town.jonas.tap("Yes")
    town.jonas.tap("✔ Send it")
    assert [each.text for each in set_by(town.jonas)] == ["Remember your pills"]
