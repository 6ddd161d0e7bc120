"""No deed reaches what is somebody else's, whatever number it names: asked of the doer itself, behind every flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.deeds import (
    Allow,
    AnswerReminder,
    Await,
    Comment,
    Deal,
    Decide,
    Decline,
    Deliver,
    FallSilent,
    Look,
    Observe,
    Part,
    PromiseCall,
    Propose,
    Remind,
    Reply,
    Resign,
    Respond,
    Revoke,
    Share,
    StopReminder,
    Unshare,
    Watch,
)
from bot.policy import NotAllowed
from bot.state.deeds import Doer
from tests.flows.city import METTE, PEOPLE, city

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.deeds import Deed


def forged(kind: str, number: int) -> Iterator[Deed]:
    """Every deed that can name a row of this kind."""
    now = city().world.now
    match kind:
        case "relation":
            yield from (Part(number), Watch(number, 7), FallSilent(number), Propose(number, 1))
            yield Remind(7, number, {"kind": "once"}, now, text="Forged")
            yield from (Decline(number, declined=True), Decline(number, declined=False))
            yield Observe(number, "belief", {"step": 1})
        case "share":
            yield from (Look((number,)), Comment(number, "comment", "Forged"))
        case "reminder":
            yield from (StopReminder(number), Deliver(number, now, "sent"), Await(number, now, now))
            yield Await(number, None, None)
            yield AnswerReminder(number, "Forged")
        case "asked":
            yield from (Respond(number, "done"), Respond(number, "later", now))
        case "notice":
            yield from (Deal(number), PromiseCall(number))
        case "invitation":
            yield Revoke(number)
        case "handover":
            yield from (Decide(number, accepted=True), Decide(number, accepted=False))
        case "role":
            yield Resign(number)


def about(relation: int, exercise: int) -> Iterator[Deed]:
    """Every deed that can name an exercise, by a relation."""
    yield Share(relation, exercise, {})
    yield Unshare(relation, exercise)
    yield Reply(relation, exercise, "Forged")
    yield Allow(relation, exercise, shown=True)
    yield Observe(relation, "star", {"scores": {}}, exercise)
    yield Remind(7, relation, {"kind": "once"}, city().world.now, "elevator_pitch", exercise)


def changes_nothing(name: str, deed: Deed) -> None:
    here = city()
    with here.undone():
        before = here.others(name)
        doer = Doer(
            here.cursor, here.world.turns.ids, here.talks[name].user, here.organisation(name), here.world.now
        )
        try:
            doer.do(deed)
        except NotAllowed:
            return
        assert here.others(name) == before, deed


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize(
    "kind", ["relation", "share", "reminder", "asked", "notice", "invitation", "handover", "role"]
)
def test_a_deed_that_names_a_row_of_others_does_nothing(name: str, kind: str) -> None:
    for number in city().foreign_rows(name, kind):
        for deed in forged(kind, number):
            changes_nothing(name, deed)


OWNERS = "SELECT id, person FROM exercises WHERE flow IN ('elevator_pitch', 'star', 'plan')"


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_is_done_about_an_exercise_of_others_by_any_relation(name: str) -> None:
    """Also not about what is shown to them, by their relation to another citizen."""
    connection, me = city().world.connection, city().talks[name].user
    relations = connection.execute("SELECT id, citizen, staff FROM relations").fetchall()
    foreign = {number for kind in ("exercise", "plan") for number in city().foreign_rows(name, kind)}
    for exercise, owner in connection.execute(OWNERS).fetchall():
        for relation, citizen, staff in relations:
            if exercise in foreign or owner != citizen or me not in (citizen, staff):
                for deed in about(relation, exercise):
                    changes_nothing(name, deed)


def test_two_citizens_show_something_to_the_same_person() -> None:
    shown = "SELECT viewer FROM shares WHERE withdrawn_at IS NULL GROUP BY viewer HAVING COUNT(DISTINCT citizen) = 2"
    assert city().world.connection.execute(shown).fetchall() == [(city().talks[METTE].user,)]
