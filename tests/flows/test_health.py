"""Questions about health: only after a yes of its own; a no costs nothing, and deletes what was answered before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.flows import discover
from bot.flows._health import VERSION
from bot.flows._score import PASSED
from bot.flows.content import Content
from bot.flows.content.star import packaged
from bot.state import (
    answers,
    comments,
    consents,
    observations,
    organisations,
    people,
    sessions,
    shares,
    versions,
)
from tests.flows.stars import again, opened, picture, starred
from tests.talk import Citizen, Talk
from tests.town import Town

if TYPE_CHECKING:
    from bot.state.consents import Consent

YES, NO = "Ja, det må du", "Nej, spring det over"
ASKED = "Nogle spørgsmål handler om dit helbred"
AXIS = "Helbred og kræfter"


def consent(talk: Talk) -> Consent | None:
    return consents.current(talk._connection.cursor(), talk.user, "health")


def begun(talk: Talk | None = None) -> Talk:
    """A citizen at the question whether the next may be asked."""
    talk = Citizen(talk or Talk()).welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in "44343":
        talk.tap(step)
    return talk


def finished(talk: Talk) -> Talk:
    """The last two axes, and the course."""
    talk.tap("5")
    talk.tap("6")
    talk.tap("Ikke nu")
    talk.write("i dag")
    return talk


def refused() -> Talk:
    talk = begun()
    talk.tap(NO)
    return finished(talk)


def take_back(talk: Talk) -> None:
    """Take the yes back; all that goes with it is said first, and what has gone afterwards."""
    opened(talk).tap("Spørgsmål om helbred")
    said = talk.last.text
    for gone in (
        "dine svar og mål om helbred i alle dine stjerner",
        "det, andre har skrevet om dem, og dit svar om helbred til samtalen",
    ):
        assert gone in said
    talk.tap("Tag mit ja tilbage")
    assert "Dine svar og mål om helbred er slettet." in "\n".join(each.text for each in talk.sent[-2:])


def stars(talk: Talk) -> str:
    """All that is stored of somebody's stars, as it is opened."""
    cursor = talk._connection.cursor()
    mine = sessions.overview(cursor, talk.user, "star")
    kept = [versions.of_exercise(cursor, each.id) for each in mine]
    scored = observations.of_citizen(cursor, talk.user, "star")
    return str([[each.to_json() for each in mine], kept, scored, talk.stored()["exercises"]])


def counted(talk: Talk) -> list[str]:
    """The numbers of the questions, as they were asked."""
    lines = [line for message in talk.sent for line in message.text.splitlines()]
    return [line.rpartition(" · ")[2] for line in lines if line.startswith(("Stjerne ·", "How you see it ·"))]


# Asking -------------------------------------------------------------------------------------------


def test_it_says_what_is_asked_and_why_who_sees_it_and_how_to_take_it_back() -> None:
    said = begun().last.text
    for words in (
        ASKED,
        AXIS,
        "Mine skånehensyn: det, du har brug for, når du skal klare et job",
        "Får du en kontaktperson eller mentor her, ser de først dine svar, når du viser dem.",
        "De, der passer programmet, og Telegram kan læse dine svar.",
        "Et nej koster",
        "tage dit ja tilbage",
    ):
        assert words in said


def test_a_yes_is_stored_with_its_own_version_and_time_and_nobody_is_asked_twice() -> None:
    talk = starred()
    given = consent(talk)
    assert given is not None
    assert (given.agreed, given.text_version) == (True, VERSION)
    assert [each["kind"] for each in talk.stored()["consents"]] == ["terms", "health"]
    again(talk, "54343556")
    assert sum(ASKED in message.text for message in talk.sent) == 1


@pytest.mark.parametrize("words", ["ok", "ja da, spørg løs"])
def test_only_a_plain_yes_is_one(words: str) -> None:
    talk = begun()
    talk.write(words)
    assert consent(talk) is None


def test_a_no_leaves_the_axis_out_without_a_remark() -> None:
    talk = refused()
    given = consent(talk)
    assert given is not None
    assert not given.agreed
    shown = picture(talk)
    assert AXIS not in shown.text
    assert "Støtte: 5 Okay" in shown.text
    assert not any(AXIS in label for message in talk.sent for label in message.labels())
    talk.command("menu")
    assert "✔ Stjerne, mandag 23. november" in talk.last.labels()


def test_after_a_no_the_next_star_does_not_ask_again_until_the_person_wants_it() -> None:
    talk = refused()
    talk.says_yes_to_health = False
    again(talk, "5434355")
    assert sum(ASKED in message.text for message in talk.sent) == 1
    opened(talk).tap("Spørgsmål om helbred")
    talk.tap(YES)
    again(talk, "54343556")
    assert "'health': 5" in stars(talk)


def test_a_star_without_an_axis_about_health_asks_nothing() -> None:
    axes = tuple(replace(axis, health=False) for axis in packaged().axes)
    content = Content(star=replace(packaged(), axes=axes))
    talk = starred(talk=Talk(flows=discover(content)))
    assert ASKED not in "\n".join(message.text for message in talk.sent)


def without_health(talk: Talk) -> Talk:
    """The organisation has taken all that is about health out of its files."""
    axes = tuple(replace(axis, health=False) for axis in packaged().axes)
    questions = tuple(replace(each, health=False) for each in Content().questions)
    flows = discover(Content(star=replace(packaged(), axes=axes), questions=questions))
    talk.turns = replace(talk.turns, flows=flows)
    return talk


@pytest.mark.parametrize("said", [YES, NO])
def test_where_the_organisation_asks_nothing_about_health_any_more_there_is_no_empty_list(said: str) -> None:
    talk = begun()
    talk.says_yes_to_health = False
    talk.tap(said)
    without_health(talk).command("mydata")
    talk.tap("Spørgsmål om helbred")
    page = "\n".join(message.text for message in talk.sent[-2:])
    assert "Nogle spørgsmål handler om dit helbred" not in page
    if said == NO:
        assert "Lige nu spørger jeg ikke om dit helbred." in page
        return
    assert "Lige nu spørger jeg ikke om noget." in page
    talk.tap("Tag mit ja tilbage")
    assert "Dit ja er taget tilbage." in "\n".join(message.text for message in talk.sent[-2:])
    given = consent(talk)
    assert given is not None
    assert not given.agreed


def test_of_several_axes_about_health_it_is_asked_once_and_all_are_left_out() -> None:
    axes = tuple(replace(axis, health=axis.id in {"everyday", "health"}) for axis in packaged().axes)
    talk = Talk(flows=discover(Content(star=replace(packaged(), axes=axes))))
    Citizen(talk).welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"4434", NO, "5", "6"):
        talk.tap(step)
    assert "Hverdag" not in picture(talk).text
    assert "Penge og bolig: 6" in picture(talk).text


def test_a_yes_holds_for_the_organisation_that_it_was_given_to() -> None:
    talk = starred()
    cursor, ids = talk._connection.cursor(), talk.turns.ids
    people.move(
        cursor, talk.user, organisations.create(cursor, ids.next(), "Fremad", "12 34 56 78", talk.now)
    )
    again(talk, "54343556")
    assert sum(ASKED in message.text for message in talk.sent) == 2


# Those from before --------------------------------------------------------------------------------


def from_before() -> Talk:
    """A citizen with a star of a time when nobody asked."""
    talk = starred()
    talk._connection.execute("DELETE FROM consents WHERE kind = 'health'")
    for session in sessions.overview(talk._connection.cursor(), talk.user, "star"):
        del session.answers["health_consent"]
        sessions.save(talk._connection.cursor(), talk.user, session, talk.now)
    return talk


def test_whoever_has_answered_before_anybody_asked_loses_nothing_and_is_asked_in_the_next_star() -> None:
    talk = from_before()
    assert AXIS in opened(talk).sent[-2].text + picture(talk).text
    again(talk, "54343556")
    assert "Siger du nej, sletter jeg også dine gamle svar og mål om helbred." in "\n".join(
        message.text for message in talk.sent
    )
    assert stars(talk).count("'health': 5") >= 2


def test_their_no_deletes_what_they_had_answered() -> None:
    talk = from_before()
    talk.says_yes_to_health = False
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"54343", NO, *"55"):
        talk.tap(step)
    assert "'health': " not in stars(talk)


# Taking it back -----------------------------------------------------------------------------------


def test_a_yes_that_is_taken_back_deletes_the_answers_everywhere_and_nothing_else() -> None:
    talk = starred()
    talk.command("menu")
    for step in ("Udfyld min stjerne", *"54343456", f"☐ {AXIS}", "✔ Færdig", "3", "Ikke nu"):
        talk.tap(step)
    assert "'health': " in stars(talk)
    take_back(talk)
    assert "'health': " not in stars(talk)
    assert "'step': 'axis_health'" not in str(talk.stored())
    assert "health/back_step': {'kind': 'scale'" not in stars(talk)
    assert "['health']" not in stars(talk)
    mine = sessions.overview(talk._connection.cursor(), talk.user, "star")
    ever = {place for each in mine for place in (*each.trail, *each.prompts)}
    assert not {"axis_health", "back/health/back_step"} & ever
    assert "'support': 5" in stars(talk)
    given = consent(talk)
    assert given is not None
    assert not given.agreed
    assert AXIS not in picture(opened(talk)).text


def test_it_goes_also_where_a_list_that_named_it_has_no_answer_any_more() -> None:
    talk = starred()
    talk.command("menu")
    for step in ("Udfyld min stjerne", *"54343456", f"☐ {AXIS}", "✔ Færdig", "3", "Ikke nu"):
        talk.tap(step)
    cursor = talk._connection.cursor()
    newest = max(sessions.overview(cursor, talk.user, "star"), key=lambda each: each.id)
    del newest.answers["back_on"]
    sessions.save(cursor, talk.user, newest, talk.now)
    take_back(talk)
    assert "['health']" not in stars(talk)


def english(town: Town) -> Talk:
    town.taps(town.samir, "✔ Star", "Health questions", "Take my yes back")
    return town.samir


def test_whoever_was_shown_such_a_star_does_not_see_it_any_more() -> None:
    town = Town().with_shared_star()
    cursor = town.samir._connection.cursor()
    assert len(shares.of_citizen(cursor, town.samir.user)) == 1
    english(town)
    assert shares.of_citizen(cursor, town.samir.user) == []
    town.taps(town.mette, "My citizens", "Samir")
    assert "What Samir shows" not in town.mette.last.labels()


def test_what_the_contact_person_scored_and_said_of_it_goes_too() -> None:
    town = Town().with_shared_star().with_scored_star()
    cursor = town.samir._connection.cursor()
    (scored,) = observations.of_citizen(cursor, town.samir.user, "star")
    assert scored.content["scores"]["health"] == 6
    (share,) = shares.of_citizen(cursor, town.samir.user)
    said = ("axis_health", "comment", "Sleep more", share.version, {"answer": ["5"]})
    new, (place, kind, text, version, about) = town.samir.turns.ids.next(), said
    mette, samir = town.mette.user, town.samir.user
    comments.add(
        cursor, new, samir, mette, mette, share.exercise, version, place, kind, text, about, town.samir.now
    )
    english(town)
    (left,) = observations.of_citizen(cursor, town.samir.user, "star")
    assert "health" not in left.content["scores"]
    assert left.content["scores"]["job_goal"] == 5
    assert comments.of_citizen(cursor, town.samir.user) == []


def test_the_contact_person_is_not_asked_about_the_health_of_whoever_has_said_no() -> None:
    town = Town()
    town.samir.says_yes_to_health = False
    town.taps(town.samir, "Fill in my star")
    for step in (*"44343", "No, leave it out", *"56", "Not now"):
        town.samir.tap(step)
    town.samir.write("today")
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    town.rings(town.mette)
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    for step in "55555":
        town.mette.tap(step)
    assert "Support" in town.mette.last.text
    assert counted(town.mette) == [f"{number} of 7" for number in range(1, 7)]
    assert not any("Health" in message.text for message in town.mette.sent)


def test_scores_that_were_begun_before_a_no_are_kept_without_it() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    for step in "5555554":
        town.mette.tap(step)
    cursor = town.samir._connection.cursor()
    new, where = town.samir.turns.ids.next(), town.samir.turns.organisation
    consents.give(cursor, new, town.samir.user, where, VERSION, town.samir.now, "health", agreed=False)
    town.mette.tap("5")
    (scored,) = observations.of_citizen(cursor, town.samir.user, "star")
    assert "health" not in scored.content["scores"]


def test_a_score_that_the_contact_person_has_begun_to_give_goes_too() -> None:
    """They may never finish it; nothing of their own errand tells of it any more."""
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    for step in "555556":
        town.mette.tap(step)
    cursor = town.samir._connection.cursor()
    (errand,) = sessions.overview(cursor, town.mette.user, "score_too")
    assert errand.answers["score_health"]["value"] == 6
    english(town)
    (errand,) = sessions.overview(cursor, town.mette.user, "score_too")
    assert errand.answers["score_everyday"]["value"] == 5
    assert errand.answers["score_health"] == PASSED
    assert "score_health" not in {each.place for each in answers.all_of(cursor, town.mette.user)}


@pytest.mark.parametrize(
    ("said", "asks", "stays"),
    [
        (YES, "Vil du beholde dit ja eller tage det tilbage?", "Behold mit ja"),
        (NO, "Må jeg spørge om dit helbred", "Nej"),
    ],
)
def test_my_data_leads_to_the_decision_once_there_is_one_and_back(said: str, asks: str, stays: str) -> None:
    talk = begun()
    talk.command("mydata")
    short = talk.last.labels()
    assert "Spørgsmål om helbred" not in short
    talk.tap(short[0])
    talk.tap(said)
    talk.command("mydata")
    assert talk.last.labels() == [*short[:2], "Spørgsmål om helbred", short[2]]
    talk.tap("Spørgsmål om helbred")
    assert asks in talk.last.text
    talk.tap(stays)
    assert talk.last.labels() == [*short[:2], "Spørgsmål om helbred", short[2]]
