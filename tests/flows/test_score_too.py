"""A star that two have scored: the second line stands there only where the citizen agrees, and then for both."""

from __future__ import annotations

import pytest

from bot.engine.callbacks import to_base36
from bot.engine.deeds import Allow, Observe
from bot.policy import NotAllowed
from bot.state import observations, people, relations, sessions
from bot.state.deeds import Doer
from tests.flows.reviewing import page, take_back, waiting
from tests.keys import opened
from tests.pictures.drawn import groups, words
from tests.talk import BOT, Talk
from tests.town import Town

SCORES = {"job_goal": 5, "belief": 5, "search": 3, "everyday": 3, "health": 6}
ASKED = "Mette has scored your star too. Do you want to see it?"


def scored() -> Town:
    return Town().with_shared_star().with_scored_star()


def agreed() -> Town:
    town = scored()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Yes, show both")
    return town


def person(talk: Talk) -> int:
    known = people.find(talk.world.connection.cursor(), BOT, talk.user)
    assert known is not None
    return known.person.id


def second_line(talk: Talk) -> list[str]:
    """What the legend says of the second line in the picture shown last, nothing where there is none."""
    drawing = next(message.drawing for message in reversed(talk.sent) if message.drawing)
    lines = groups(drawing, "scoring beside")
    named = [words(each)[0] for each in groups(drawing, "legend beside")]
    assert len(lines) == len(named)
    return named


def both_look(town: Town) -> tuple[list[str], list[str]]:
    """The second line as each of the two sees it now."""
    town.taps(town.samir, "✔ Star")
    if "How much can you" in town.samir.last.text:
        town.samir.tap("A whole exercise")
    if "Done for today" in town.samir.last.labels():
        town.samir.tap("Done for today")
        town.samir.tap("✔ Star")
    town.reviews(town.mette)
    return second_line(town.samir), second_line(town.mette)


def test_the_scores_are_kept_and_what_is_skipped_is_left_out() -> None:
    town = scored()
    cursor = town.samir.world.connection.cursor()
    (kept,) = observations.of_citizen(cursor, person(town.samir), "star")
    assert kept.content == {"scores": SCORES, "high": 7, "day": "2026-11-23"}
    assert kept.author == person(town.mette)
    assert kept.shown is None


def test_the_citizen_is_asked_neutrally_and_then_by_name() -> None:
    town = scored()
    (notice,) = town.rings(town.samir)
    assert "star" not in notice.text.lower()
    asked = town.samir.tap("Continue")[-1]
    assert asked.text.startswith(ASKED)
    assert asked.labels() == ["Yes, show both", "No, thank you"]


def test_before_the_citizen_agrees_neither_sees_both() -> None:
    town = scored()
    assert both_look(town) == ([], [])


def test_after_yes_both_see_both_in_the_picture_and_in_words() -> None:
    town = agreed()
    name = "Mette · Monday 23 November"
    assert second_line(town.samir) == [name]
    said = "Mette, Monday 23 November: Job goal (5), Belief in a job (5), Looking for jobs (3), Everyday life (3)"
    assert said in page(town.samir.sent[-3:])
    assert said in page(town.reviews(town.mette))
    assert second_line(town.mette) == [name]


def test_after_no_neither_sees_both_and_nobody_asks_again() -> None:
    town = scored()
    town.rings(town.samir)
    town.samir.tap("Continue")
    assert "Your picture stays as it is." in page(town.samir.tap("No, thank you"))
    town.with_scored_star()
    assert waiting(town.samir) == []
    assert both_look(town) == ([], [])


def test_a_yes_holds_for_scores_of_a_later_day_too() -> None:
    town = agreed()
    town.samir.wait(days=3)
    town.with_scored_star()
    assert both_look(town)[0] == ["Mette · Thursday 26 November"]


def test_who_scores_again_after_a_yes_reads_that_it_stands_there_and_the_citizen_is_told_neutrally() -> None:
    town = agreed()
    said_before = len(town.mette.sent)
    town.with_scored_star()
    said = page(town.mette.sent[said_before:])
    assert "Samir has said yes to having your scores beside this star, and can end that." in said
    assert (
        "It is kept, and stands beside the star now. Samir has said yes to that, is told, and can end it."
        in said
    )
    assert "Samir decides if" not in said
    assert waiting(town.samir) == ["scored_again"]
    town.samir.wait(days=1)
    assert "star" not in town.samir.last.text.lower()
    told = town.samir.tap("Continue")[-1]
    assert told.text.startswith("Mette has scored your star again. The new scores stand beside it")
    town.samir.tap("All right")
    assert waiting(town.samir) == []


def test_before_a_yes_and_after_a_no_the_citizen_decides() -> None:
    town = scored()
    assert "It is kept. Samir decides if it stands beside the star." in page(town.mette.sent)
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("No, thank you")
    said_before = len(town.mette.sent)
    town.with_scored_star()
    said = page(town.mette.sent[said_before:])
    assert "Samir decides if your scores are shown beside the star." in said
    assert "It is kept. Samir decides if it stands beside the star." in said


def test_whoever_hides_new_scores_at_the_star_is_told_of_them_no_more() -> None:
    town = agreed()
    town.with_scored_star()
    town.samir.tap("💬")
    town.samir.tap("Hide the scores of Mette")
    assert waiting(town.samir) == []


def test_the_citizen_can_think_again_at_the_star() -> None:
    town = agreed()
    town.samir.tap("💬")
    town.samir.tap("Hide the scores of Mette")
    assert both_look(town) == ([], [])
    town.samir.tap("💬")
    town.samir.tap("Show the scores of Mette")
    assert all(both_look(town))


def test_deciding_at_the_star_answers_the_question_of_the_notice() -> None:
    town = scored()
    town.taps(town.samir, "📁 My work", "✔ Star", "Open it", "💬", "Show the scores of Mette")
    assert waiting(town.samir) == []


def test_the_second_line_stands_on_no_paper_and_in_no_snapshot() -> None:
    town = agreed()
    town.taps(town.samir, "📁 My work", "📄 My job folder")
    rows = opened(town.samir.world.connection.cursor(), "shares.snapshot")
    folder = next(message.page for message in reversed(town.samir.sent) if message.page)
    assert "beside" not in str(rows)
    assert "Mette" not in str(folder)


def test_another_citizens_and_a_mentors_picture_do_not_have_it() -> None:
    town = Town().with_others().with_shared_star().with_scored_star()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Yes, show both")
    town.samir.tap("Show it to Jonas")
    town.samir.tap("Yes, show it")
    town.reviews(town.jonas)
    assert second_line(town.jonas) == []
    assert "Score it too" not in town.jonas.last.labels()


def test_nothing_is_kept_of_nothing_or_of_a_star_taken_back() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    assert "nothing is kept" in page(town.mette.tap("Stop here"))
    town.mette.tap("Score it too")
    town.mette.tap("5")
    take_back(town)
    assert "Samir does not show it to you any more." in page(town.mette.tap("Stop here"))
    cursor = town.samir.world.connection.cursor()
    assert observations.of_citizen(cursor, person(town.samir), "star") == []


def doer(town: Town, talk: Talk) -> Doer:
    world = talk.world
    return Doer(world.connection.cursor(), world.turns.ids, person(talk), world.turns.organisation, world.now)


def test_forged_scores_and_decisions_are_refused() -> None:
    """A star that is not shown, one's own scores agreed to, and the scores of a mentor."""
    town = Town().with_others().with_shared_star()
    cursor = town.samir.world.connection.cursor()
    contact, mentor = relations.of_citizen(cursor, person(town.samir))
    star = sessions.single(cursor, person(town.samir), "star")
    take_back(town)
    content = {"scores": SCORES, "high": 7, "day": "2026-11-23"}
    for talk, deed in (
        (town.mette, Observe(contact.id, "star", content, star)),
        (town.mette, Allow(contact.id, star, shown=True)),
        (town.jonas, Observe(mentor.id, "star", content, star)),
        (town.jonas, Observe(mentor.id, "belief", {"step": 7})),
        (town.samir, Observe(contact.id, "belief", {"step": 7})),
    ):
        with pytest.raises(NotAllowed):
            doer(town, talk).do(deed)
    assert to_base36(star)


def test_whoever_taps_wrong_while_scoring_can_go_back_a_step() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.mette.tap("Score it too")
    town.mette.tap("5")
    assert "2 of 8" in town.mette.last.text
    town.mette.tap("⬅ Back")
    assert "1 of 8" in town.mette.last.text
    for step in ("6", "Stop here"):
        town.mette.tap(step)
    (noted,) = observations.of_citizen(town.mette._connection.cursor(), person(town.samir), "star")
    assert noted.content["scores"] == {"job_goal": 6}
