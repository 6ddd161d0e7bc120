"""What people decide about one another holds for whom they decided it about, whatever has happened meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import to_base36
from bot.engine.deeds import AskForHelp, AskToCall, Comment, Look, Observe, Reply, Unshare
from bot.engine.session import Session
from bot.state import notices, relations, roles, shares
from bot.state.deeds import Doer
from tests.flows.beginnings import followed_by, newest, world
from tests.town import KAI, METTE, OTTO, TOVE, Town, code_of, invitation, join, settle_citizen

if TYPE_CHECKING:
    from bot.state.relations import Relation
    from tests.talk import Message, Talk


def followers(talk: Talk) -> list[Relation]:
    return relations.of_citizen(talk._connection.cursor(), talk.user)


def names(talk: Talk) -> list[str]:
    """Who follows somebody."""
    cursor = talk._connection.cursor()
    rows = []
    for each in followers(talk):
        cursor.execute("SELECT name FROM people WHERE id = ?", (each.staff,))
        rows.append(str(cursor.fetchone()[0]))
    return rows


def seen(staff: Talk, citizen: Talk) -> int:
    """How many exercises of a citizen's somebody sees."""
    return len(shares.seen_by(staff._connection.cursor(), staff.user, citizen.user))


def remove(staff: Talk) -> None:
    """Somebody gives up the role that they are in."""
    staff.command("menu")
    for label in ("⚙ Settings", "I am not", "Yes, stop as"):
        staff.tap(label)


def also_mentor(town: Town) -> None:
    """Mette, the contact person, follows Samir as his mentor too, and is in her first role again."""
    town.mette.command("start", invitation(town.mette, "mentor"))
    town.mette.tap("I agree")
    join(town.samir, town.mette)
    town.taps(town.mette, "⚙ Settings", "Change role", "Contact person at")


def data(talk: Talk, label: str) -> str:
    """What the newest button with this label carries."""
    return next(
        callback
        for message in reversed(talk.sent)
        for shown, callback in reversed(message.buttons)
        if shown.startswith(label)
    )


def asked_about_otto() -> Town:
    """Samir has been asked whether Otto may follow him instead of Mette, and has not answered yet."""
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    town.rings(town.samir)
    town.samir.tap("Continue")
    return town


def test_what_was_to_be_shown_to_one_who_has_left_is_shown_to_nobody_else() -> None:
    town = Town().with_others().with_pitch()
    town.samir.tap("Show it to")
    town.samir.tap("Jonas")
    remove(town.jonas)
    town.samir.tap("Yes, show it")
    assert "Whoever you wanted to show it to does not follow you here any more" in text(town.samir)
    assert seen(town.mette, town.samir) == 0
    assert seen(town.jonas, town.samir) == 0


def test_an_old_yes_to_the_one_before_shows_nothing_to_the_one_after() -> None:
    town = Town().with_pitch()
    town.samir.tap("Show it to Mette")
    yes = data(town.samir, "Yes, show it")
    town.otto = town.staff(OTTO, "Otto", "contact")
    join(town.samir, town.otto)
    town.samir.tap_data(yes)
    assert seen(town.otto, town.samir) == 0


def test_the_question_about_a_colleague_says_who_proposes_it_and_what_a_no_means() -> None:
    town = asked_about_otto()
    assert "Mette proposes that Otto is your contact person from now on" in town.samir.last.text
    assert "If you say no, Mette stays." in town.samir.last.text
    assert "mentor" not in town.samir.last.text


def test_who_hands_over_and_stays_mentor_is_said_to_see_nothing_of_what_was_shown() -> None:
    town = Town()
    also_mentor(town)
    town.with_shared_pitch()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    assert "Mette stays your mentor, and does not see what you have shown so far" in town.samir.last.text
    town.samir.tap("Yes, and Otto may see")
    assert (seen(town.mette, town.samir), seen(town.otto, town.samir)) == (0, 1)


def test_a_yes_to_one_colleague_is_none_to_another() -> None:
    """Mette asks about Kai while the question about Otto still stands on the phone."""
    town = asked_about_otto()
    assert "Otto" in town.samir.last.text
    town.kai = town.staff(KAI, "Kai", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Kai")
    town.samir.tap("Yes, and")
    assert names(town.samir) == ["Mette"]
    town.samir.tap("All right")
    assert "Kai" in town.samir.last.text
    town.samir.tap("Yes, and")
    assert names(town.samir) == ["Kai"]


@pytest.mark.parametrize("answer", ["Yes, and", "Yes, but", "No"])
def test_a_question_about_a_colleague_who_has_left_settles_itself(answer: str) -> None:
    town = asked_about_otto()
    remove(town.otto)
    town.samir.tap(answer)
    assert "settled itself" in town.samir.last.text
    assert names(town.samir) == ["Mette"]
    town.samir.tap("All right")
    assert "That was all" in town.samir.sent[-2].text + town.samir.last.text


def test_a_colleague_who_left_before_the_question_was_read_is_not_asked_about() -> None:
    town = Town()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    remove(town.otto)
    town.rings(town.samir)
    town.samir.tap("Continue")
    assert "settled itself" in town.samir.last.text
    assert "Otto" not in town.samir.last.text


@pytest.mark.parametrize(
    ("answer", "kept"), [("Yes, and", ["call", "help", "shared"]), ("Yes, but", ["call"])]
)
def test_what_a_citizen_has_asked_for_waits_for_the_colleague_who_takes_over(
    answer: str, kept: list[str]
) -> None:
    """What is not shown to the colleague is not asked of them either."""
    town = Town().with_shared_pitch()
    share = shares.seen_by(town.mette._connection.cursor(), METTE, town.samir.user)[0]
    doer_of(town.samir).do(AskForHelp(share.exercise, share.snapshot))
    doer_of(town.samir).do(AskToCall())
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto")
    town.samir.wait(days=1)
    town.samir.tap("Continue")
    town.samir.tap(answer)
    cursor = town.otto._connection.cursor()
    waiting = notices.waiting(cursor, OTTO)
    assert sorted(each.kind for each in waiting) == sorted([*kept, "joined"])
    assert not any(each.kind in {"help", "call"} for each in notices.waiting(cursor, METTE))


def test_one_of_the_staff_who_is_a_citizen_too_gets_the_news_of_both() -> None:
    """What waits for them as staff does not hide what waits for them as a citizen."""
    town = Town().with_others()
    join(town.mette, town.jonas)
    town.with_shared_pitch()
    town.taps(town.jonas, "My citizens", "Mette", "I do not follow Mette", "Yes")
    town.rings(town.mette)
    kinds = {
        kind
        for (kind,) in town.mette._connection.execute(
            "SELECT kind FROM timers WHERE person = ?", (town.mette.user,)
        )
    }
    town.mette.wait(days=2)
    said = "\n".join(message.text for message in _read_all(town.mette))
    assert "Jonas does not follow you" in said, kinds


def _read_all(talk: Talk) -> list[Message]:
    """Open every greeting that waits, and read on."""
    said = []
    for message in list(talk.sent):
        for label, callback in message.buttons:
            if label == "Continue":
                said += talk.tap_data(callback, message.id)
    return said


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
    buttons = {
        label: data(town.mette, label) for label in ("Nothing waits", "My citizens", "Invite a citizen")
    }
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
    assert "You cannot invite anybody" in text


def test_a_coordinator_who_has_stopped_makes_no_code_for_staff() -> None:
    town = Town().with_others()
    town.taps(town.ida, "Invite a colleague")
    mentor = data(town.ida, "Mentor")
    remove(town.ida)
    text = "\n".join(message.text for message in town.ida.tap_data(mentor))
    assert "Here is a code" not in text
    assert "You cannot invite anybody" in text


def test_later_today_is_later_today_also_for_what_waits() -> None:
    town = Town()
    town.rings(town.mette)
    town.mette.tap("Later today")
    assert town.mette.wait(hours=5), "four hours later, on the same day"
    assert "Something is ready" in town.mette.last.text


@pytest.mark.parametrize("comes_back", ["Continue", "/menu", "hello"])
def test_what_was_not_wanted_now_opens_when_it_is(comes_back: str) -> None:
    """Nothing of it has been shown yet: it opens from its beginning."""
    town = Town()
    town.rings(town.mette)
    town.mette.tap("Not now")
    said = {
        "Continue": lambda: town.mette.tap("Continue"),
        "/menu": lambda: town.taps(town.mette, "What waits for me"),
        "hello": lambda: town.mette.write("hello"),
    }[comes_back]()
    assert "This waits for you" in said[-1].text


def test_an_old_button_under_a_greeting_opens_what_it_greets_for() -> None:
    town = Town()
    town.rings(town.mette)
    session = data(town.mette, "Continue").partition(":")[0]
    assert "This waits for you" in town.mette.tap_data(f"{session}:forged")[-1].text


def test_somebody_who_has_deleted_everything_is_missed_without_their_name() -> None:
    town = Town().with_shared_pitch()
    town.mette.tap("Continue")
    town.samir.command("stop")
    town.samir.tap("Delete everything")
    town.samir.tap("Yes, delete everything")
    town.mette.wait(days=2)
    town.mette.tap("Continue")
    assert "Somebody: has stopped" in " ".join(town.mette.last.labels())
    town.mette.tap("Somebody: has stopped")
    assert "Samir" not in town.mette.last.text
    town.mette.tap("All right")
    town.taps(town.mette, "My citizens")
    assert "You have no citizens here yet" in town.mette.sent[-2].text + town.mette.last.text


def test_citizens_are_told_when_whoever_followed_them_deletes_everything() -> None:
    town = Town().with_shared_pitch()
    town.mette.command("stop")
    town.mette.tap("Delete everything")
    town.mette.tap("Yes, delete everything")
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
    assert "sees nothing of yours" not in town.samir.last.text
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


def text(talk: Talk) -> str:
    """What somebody was told last."""
    return "\n".join(message.text for message in talk.sent[-3:])


def test_mentors_see_nothing_of_what_a_contact_person_notes() -> None:
    town = Town().with_others()
    belief(town)
    assert observed(town.mette, town, "Mette") == [5]
    assert observed(town.jonas, town, "Jonas") == []
    assert observed(town.samir, town, "") == [5], "it is the citizen's own data"


def test_a_contact_person_who_takes_over_does_not_see_what_the_one_before_believed() -> None:
    town = Town()
    belief(town)
    town.otto = town.staff(OTTO, "Otto", "contact")
    join(town.samir, town.otto)
    assert observed(town.otto, town, "Otto") == []


def doer_of(talk: Talk) -> Doer:
    """Whatever somebody does, without their phone."""
    world = talk.world
    return Doer(talk._connection.cursor(), world.turns.ids, talk.user, world.turns.organisation, world.now)


def belief(town: Town) -> None:
    relation = followers(town.samir)[0].id
    doer_of(town.mette).do(Observe(relation, "belief", {"belief": 5}))


def observed(talk: Talk, town: Town, staff: str) -> list[int]:
    """The beliefs that somebody sees in an errand about Samir, or of themselves."""
    context = world(talk)
    mine = [each.id for each in followers(town.samir) if each.staff == talk.user]
    session = Session(1, "my_citizen", at="menu")
    if staff:
        session.answers["citizen"] = {"kind": "choice", "value": to_base36(mine[0])}
    return [each["belief"] for each in context.facts("observed", session, context)]


def test_facts_about_an_exercise_are_for_whose_it_is() -> None:
    """A key of somebody else's exercise opens nothing."""
    town = Town().with_others().with_shared_pitch()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    join(tove, town.mette)
    cursor = town.mette._connection.cursor()
    share = shares.seen_by(cursor, METTE, town.samir.user)[0]
    doer_of(town.mette).do(Look(share.id))
    key = newest(town, "elevator_pitch")
    session = Session(1, "sharing", at="seen")
    session.answers["exercise"] = {"kind": "choice", "value": key}
    mine, hers = world(town.samir), world(tove)
    assert len(mine.facts("looks", session, mine)) == 1
    assert hers.facts("looks", session, hers) == ()
    assert [each["sees"] for each in mine.facts("followers", session, mine)] == ["newest", ""]
    assert [each["sees"] for each in hers.facts("followers", session, hers)] == [""]
    assert to_base36(share.exercise) == key


def test_a_thread_is_read_as_long_as_its_exercise_is_shared() -> None:
    town = Town().with_shared_pitch()
    cursor = town.mette._connection.cursor()
    share = shares.seen_by(cursor, METTE, town.samir.user)[0]
    relation = followers(town.samir)[0].id
    samir = doer_of(town.samir)
    doer_of(town.mette).do(Comment(share.id, "comment", "Good"))
    samir.do(Reply(relation, share.exercise, "Thanks"))
    session = Session(1, "my_citizen", at="menu")
    session.answers["citizen"] = {"kind": "choice", "value": followed_by(town, 0)}
    session.answers["exercise"] = {"kind": "choice", "value": newest(town, "elevator_pitch")}
    context = world(town.mette)
    assert [said["text"] for said in context.facts("thread", session, context)] == ["Good", "Thanks"]
    samir.do(Unshare(relation, share.exercise))
    assert context.facts("thread", session, context) == ()
    own = Session(share.exercise, "elevator_pitch", at="menu")
    assert len(world(town.samir).facts("thread", own, world(town.samir))) == 2, "the citizen keeps it"
    assert to_base36(relation) == followed_by(town, 0)
