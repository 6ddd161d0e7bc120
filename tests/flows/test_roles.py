"""Several roles, roles that are given up, and people who delete everything: whoever is left is told."""

from __future__ import annotations

from datetime import timedelta

from bot.state import roles
from tests.flows.company import (
    also_mentor,
    data,
    followers,
    lose_role,
    remove,
    seen,
    text,
)
from tests.town import METTE, Town, code_of, invitation, join


def test_several_roles_are_switched_both_ways() -> None:
    town = Town().with_others()
    town.mette.command("start", invitation(town.mette, "mentor"))
    town.mette.tap("I agree")
    assert "mentor at" in town.mette.last.text
    for label in ("⚙ Settings", "Change role", "Contact person at"):
        town.mette.tap(label)
    assert "contact person at" in town.mette.last.text
    for label in ("⚙ Settings", "Change role", "Somebody who practises"):
        town.mette.tap(label)
    assert "What would you like to do, Mette?" in town.mette.last.text
    town.mette.tap("Change role")
    assert {"Contact person at Demoforeningen", "Mentor at Demoforeningen"} < set(town.mette.last.labels())
    town.mette.tap("Mentor at")
    assert "You are mentor at" in town.mette.last.text


def test_a_citizen_without_a_role_is_offered_none() -> None:
    town = Town()
    town.samir.command("menu")
    assert "Change role" not in town.samir.last.labels()


def test_whoever_stops_while_another_role_has_come_does_not_stop_as_that() -> None:
    """The question was about the contact person; meanwhile a code has made them a mentor."""
    town = Town()
    town.taps(town.mette, "⚙ Settings", "I am not contact person")
    yes = data(town.mette, "Yes, stop as contact person")
    town.mette.command("start", invitation(town.mette, "mentor"))
    town.mette.tap("I agree")
    town.mette.tap_data(yes)
    held = {each.role for each in roles.of_person(town.mette._connection.cursor(), METTE)}
    assert "mentor" in held


def test_old_buttons_of_a_role_that_is_lost_lead_home() -> None:
    town = Town()
    town.taps(town.mette, "⚙ Settings", "Back to the menu")
    buttons = {label: data(town.mette, label) for label in ("What waits", "My citizens", "Invite a citizen")}
    settings = data(town.mette, "Change role")
    remove(town.mette)
    assert "What would you like to do, Mette?" in town.mette.last.text
    for label, button in (*buttons.items(), ("Change role", settings)):
        town.mette.tap_data(button)
        assert "What would you like to do, Mette?" in town.mette.last.text, label
        assert "–" not in town.mette.last.text


def test_an_old_button_that_makes_a_code_makes_none_without_the_role() -> None:
    town = Town()
    code_of(town.mette)
    again = data(town.mette, "One more code")
    remove(town.mette)
    said = town.mette.tap_data(again)
    text = "\n".join(message.text for message in said)
    assert "Here is a code" not in text
    assert "went wrong" not in text
    assert "What would you like to do, Mette?" in text


def test_a_coordinator_who_has_stopped_makes_no_code_for_staff() -> None:
    town = Town().with_others()
    town.taps(town.ida, "Invite a colleague")
    mentor = data(town.ida, "Mentor")
    remove(town.ida)
    text = "\n".join(message.text for message in town.ida.tap_data(mentor))
    assert "Here is a code" not in text
    assert "What would you like to do, Ida?" in text


def test_somebody_who_has_deleted_everything_is_missed_without_their_name() -> None:
    town = Town().with_shared_pitch()
    town.mette.tap("Continue")
    town.samir.command("stop")
    town.samir.tap("Delete everything")
    town.samir.tap("Yes, delete everything")
    town.samir.tap("Yes, delete it now")
    town.mette.wait(days=2)
    town.mette.tap("Continue")
    assert "A citizen has deleted everything" in " ".join(town.mette.last.labels())
    town.mette.tap("A citizen has deleted everything")
    assert "Samir" not in town.mette.last.text
    town.mette.tap("All right")
    town.taps(town.mette, "My citizens")
    assert "You have no citizens here just now" in town.mette.sent[-2].text + town.mette.last.text


def test_citizens_are_told_when_whoever_followed_them_deletes_everything() -> None:
    town = Town().with_shared_pitch()
    town.mette.command("stop")
    town.mette.tap("Delete everything")
    town.mette.tap("Yes, delete everything")
    town.mette.tap("Yes, delete it now")
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    assert "does not any more" in town.samir.last.text
    assert "Mette" not in town.samir.last.text
    assert followers(town.samir) == []
    cursor = town.samir._connection.cursor()
    cursor.execute("SELECT COUNT(*) FROM shares")
    assert cursor.fetchone() == (0,)


def test_the_codes_of_a_coordinator_who_deletes_everything_work_no_more() -> None:
    town = Town().with_others()
    town.taps(town.ida, "Invite a colleague", "Mentor")
    code = next(text for text in (m.text for m in reversed(town.ida.sent)) if "start=" in text)
    town.ida.command("stop")
    town.ida.tap("Delete everything")
    town.ida.tap("Yes, delete everything")
    town.ida.tap("Yes, delete it now")
    town.samir.command("start", code.partition("start=")[2][:22])
    assert "does not work" in "\n".join(message.text for message in town.samir.sent[-2:])


def test_a_citizen_who_leaves_is_seen_no_more_and_the_follower_is_told() -> None:
    town = Town().with_shared_pitch()
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    assert seen(town.mette, town.samir) == 0
    town.mette.wait(days=2)
    town.mette.tap("Continue")
    town.mette.tap("Samir: has stopped")
    assert "You see nothing of Samir any more" in town.mette.last.text


def test_a_citizen_who_stops_one_of_two_roles_is_told_what_remains_and_shows_nothing_any_more() -> None:
    town = Town()
    also_mentor(town)
    town.with_shared_pitch()
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette, contact person", "Mette shall")
    assert "Mette is still your mentor" in town.samir.last.text
    assert "cannot open anything of yours" not in town.samir.last.text
    town.samir.tap("Yes, stop it")
    assert "Mette is not your contact person any more" in text(town.samir)
    assert [each.role for each in followers(town.samir)] == ["mentor"]
    assert seen(town.mette, town.samir) == 0
    town.mette.wait(days=2)
    town.mette.tap("Continue")
    town.mette.tap("Samir: has stopped")
    assert "You are still mentor of Samir" in town.mette.last.text


def test_staff_who_stop_one_of_two_roles_say_and_are_told_what_remains() -> None:
    town = Town()
    also_mentor(town)
    town.with_shared_pitch()
    town.taps(town.mette, "My citizens", "Samir", "I do not follow")
    assert "You are still mentor of Samir" in town.mette.last.text
    town.mette.tap("Yes, stop it")
    assert seen(town.mette, town.samir) == 0
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    assert "Mette follows you here only as mentor now" in town.samir.last.text


def back_again() -> Town:
    """Mette has lost her role, got it back, and Samir has let her in again before he has read any news."""
    town = Town().with_shared_pitch()
    lose_role(town.mette, "contact")
    town.mette.now += timedelta(hours=1)
    town.mette.command("start", invitation(town.mette, "contact"))
    town.mette.tap("I agree")
    join(town.samir, town.mette)
    return town


def test_whoever_is_back_before_the_news_are_read_is_said_to_be_back() -> None:
    town = back_again()
    town.taps(town.samir, "📬 News for you")
    said = "Mette follows you again, as contact person. What you had shown before is taken back."
    assert said in town.samir.last.text
    assert "only" not in town.samir.last.text


def test_staff_do_not_hear_that_a_citizen_has_stopped_who_is_back() -> None:
    town = Town()
    town.taps(
        town.samir, "⚙ Settings", "People who follow me", "Mette, contact person", "Mette shall", "Yes, stop"
    )
    town.mette.now += timedelta(hours=1)
    join(town.samir, town.mette)
    town.taps(town.mette, "What waits for me")
    assert [label for label in town.mette.last.labels() if "has stopped" in label] == []
