"""What staff read who open something old of a citizen who has taken it back, or has deleted everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.town import Town

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.talk import Talk

WRITTEN = "That is a good text that you have there"
HOME = "What would you like to do, Mette?"
NOT_HERE = "It is not here any more, so nothing has happened."


def takes_back(town: Town) -> None:
    town.taps(town.samir, "✔")
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)


def deletes(town: Town) -> None:
    town.samir.command("stop")
    for label in ("Delete everything", "Yes, delete everything", "Yes, delete it now"):
        town.samir.tap(label)


def kept(talk: Talk, label: str) -> Callable[[], str]:
    """A button as it stands now, to be tapped later; what is said then."""
    message = talk.last.id
    data = next(data for shown, data in talk.last.buttons if shown.startswith(label))

    def tap() -> str:
        return "\n".join(each.text for each in talk.tap_data(data, message))

    return tap


def has_no_dead_end(talk: Talk) -> None:
    assert talk.last.buttons
    assert "–" not in talk.last.text


# It was taken back --------------------------------------------------------------------------------


def test_an_item_of_the_list_says_that_it_is_shown_no_more_and_so_does_the_empty_list() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.mette, "My citizens", "Samir", "What Samir shows")
    tap = kept(town.mette, "An elevator pitch")
    takes_back(town)
    said = tap()
    assert "Samir does not show you that any more. Samir decides that." in said
    assert "Samir shows you nothing just now." in said
    assert "A tick stands" not in said
    has_no_dead_end(town.mette)


@pytest.mark.parametrize("at", ["what", "when"])
def test_a_reminder_of_it_says_so_before_it_is_sent(at: str) -> None:
    town = Town().with_shared_pitch()
    town.taps(town.mette, "Send a reminder", "Samir", "An elevator pitch")
    if at == "when":
        town.mette.tap("Now")
    tap = kept(town.mette, "Now" if at == "what" else "✔ Send it")
    takes_back(town)
    said = tap()
    if at == "what":
        assert "Samir does not show you that any more." in said
        assert "✏ Change" in town.mette.last.labels()
        said = "\n".join(each.text for each in town.mette.tap("✔ Send it"))
    assert "Nothing has been sent." in said
    has_no_dead_end(town.mette)


def test_whoever_scores_a_star_that_was_taken_back_is_told_at_the_next_tap() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    town.mette.tap("5")
    takes_back(town)
    said = "\n".join(each.text for each in town.mette.tap("5"))
    assert "Samir does not show it to you any more." in said
    assert "How do you see it" not in said
    has_no_dead_end(town.mette)


# Everything was deleted ---------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["Write a comment", "Suggest", "✔ Reviewed", "Back"])
def test_a_button_of_a_review_says_that_it_is_not_here_any_more(label: str) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    tap = kept(town.mette, label)
    deletes(town)
    said = tap()
    assert said.startswith(NOT_HERE)
    assert "Samir" not in said
    assert "yet" not in said
    assert HOME in said
    has_no_dead_end(town.mette)


@pytest.mark.parametrize("first", [(), ("Write a comment",)])
def test_what_is_written_to_whoever_has_deleted_everything_is_said_not_to_be_sent(
    first: tuple[str, ...],
) -> None:
    town = Town().with_shared_pitch()
    town.reviews(town.mette)
    for label in first:
        town.mette.tap(label)
    deletes(town)
    said = "\n".join(each.text for each in town.mette.write(WRITTEN))
    assert said.startswith("It is not here any more. What you wrote was not sent.")
    assert HOME in said


@pytest.mark.parametrize(("way", "asked"), [("My citizens", "Samir"), ("Send a reminder", "Samir")])
def test_an_old_name_in_a_list_says_that_the_citizen_is_not_there(way: str, asked: str) -> None:
    town = Town()
    town.taps(town.mette, way)
    tap = kept(town.mette, asked)
    deletes(town)
    said = tap()
    assert "That citizen is not with you any more." in said
    assert "You have no citizens here just now. Invite one with a code." in said
    assert town.mette.last.labels() == ["Back"]
    town.mette.tap("Back")
    assert HOME in town.mette.last.text


def test_in_danish_each_is_one_plain_sentence() -> None:
    town = Town("da")
    town.taps(town.samir, "Udfyld min stjerne")
    for step in (*"44343556", "Ikke nu"):
        town.samir.tap(step)
    town.samir.write("i dag")
    for label in ("Vis det til", "Ja, vis"):
        town.samir.tap(label)
    town.taps(town.mette, "Mine borgere", "Samir", "Det viser Samir")
    tap = kept(town.mette, "En stjerne")
    town.taps(town.samir, "✔ Stjerne")
    for label in ("👁", "Tag det tilbage", "Mette"):
        town.samir.tap(label)
    said = tap()
    assert "Samir viser dig det ikke mere. Det bestemmer Samir." in said
    assert "Lige nu viser Samir dig ikke noget." in said
