"""What is noted and said about somebody is seen by whom it is for, and by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.deeds import Comment, Look, Observe, Reply, Unshare
from bot.engine.session import Session
from bot.state import shares
from tests.flows.beginnings import followed_by, newest, world
from tests.flows.company import (
    doer_of,
    followers,
)
from tests.town import METTE, OTTO, TOVE, Town, join, settle_citizen

if TYPE_CHECKING:
    from tests.talk import Talk


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
    doer_of(town.mette).do(Look((share.id,)))
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
    context = world(town.mette)
    assert context.facts("thread", session, context) == ()
    own = Session(share.exercise, "elevator_pitch", at="menu")
    assert len(world(town.samir).facts("thread", own, world(town.samir))) == 2, "the citizen keeps it"
    assert to_base36(relation) == followed_by(town, 0)
