"""The one policy decides, wherever something of a citizen's is read or decided: where it forbids, nothing is left."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot import policy
from bot.engine.deeds import (
    Allow,
    AskForHelp,
    AskToCall,
    Observe,
    Part,
    Remind,
    Reply,
    Share,
    StopReminder,
    Unshare,
)
from bot.engine.session import Session
from bot.policy import NotAllowed
from bot.state import access, notices, organisations, relations, reminders, roles, shares
from tests.flows.beginnings import chosen, followed_by, newest, world
from tests.flows.company import doer_of
from tests.town import KAI, METTE, Town, settle_citizen

if TYPE_CHECKING:
    from bot.state.cursor import Cursor

NONE: frozenset[policy.Action] = frozenset()
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)


@pytest.fixture
def town() -> Town:
    """Mette sees a pitch and a star of Samir's, and has spoken of the pitch."""
    return Town().with_others().with_shared_pitch().with_remarks().with_shared_star()


def cursor_of(town: Town) -> Cursor:
    cursor: Cursor = town.samir._connection.cursor()
    return cursor


def number(town: Town, flow: str) -> int:
    return int(newest(town, flow), 36)


def errand(town: Town, flow: str) -> Session:
    """Mette looks at an exercise of Samir's."""
    session = Session(1, "review", at="menu")
    session.answers |= {"citizen": chosen(followed_by(town, 0)), "exercise": chosen(newest(town, flow))}
    return session


def relation(town: Town) -> int:
    return int(followed_by(town, 0), 36)


def test_staff_read_nothing_that_the_policy_does_not_let_them(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette, session = world(town.mette), errand(town, "elevator_pitch")
    assert len(mette.facts("shown", session, mette)) == 2
    assert mette.facts("thread", session, mette)
    monkeypatch.setattr(policy, "SHARED", NONE)
    mette = world(town.mette)
    assert mette.facts("shown", session, mette) == ()
    assert mette.facts("thread", session, mette) == ()
    samir, own = world(town.samir), Session(number(town, "star"), "star", at="menu")
    assert {(each["sees"], each["shares"]) for each in samir.facts("followers", own, samir)} == {("", 0)}


def test_staff_remind_and_score_by_what_the_policy_lets_them_read(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    mette = doer_of(town.mette)
    pitch, star = number(town, "elevator_pitch"), number(town, "star")
    mette.do(Remind(7, relation(town), {"kind": "once", "day": "2026-11-30", "at": "09:00"}, NOW, "", pitch))
    context, session = world(town.mette), Session(1, "my_reminders", at="which")
    assert context.facts("reminders", session, context)[0]["shared"]
    monkeypatch.setattr(policy, "SHARED", NONE)
    context = world(town.mette)
    assert context.facts("reminders", session, context)[0]["shared"] == {}
    for deed in (
        Remind(8, relation(town), {"kind": "once"}, NOW, "elevator_pitch", pitch),
        Observe(relation(town), "star", {"scores": {}}, star),
    ):
        with pytest.raises(NotAllowed):
            mette.do(deed)


def test_citizens_too_do_only_what_the_policy_lets_them(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    pitch, samir, context = number(town, "elevator_pitch"), doer_of(town.samir), world(town.samir)
    own = Session(pitch, "elevator_pitch", at="menu")
    assert context.facts("thread", own, context)
    monkeypatch.setattr(policy, "OWN", NONE)
    context = world(town.samir)
    assert context.facts("thread", own, context) == ()
    assert context.facts("looks", own, context) == ()
    for deed in (
        Share(relation(town), pitch, {}),
        Unshare(relation(town), pitch),
        AskForHelp(pitch, {}),
        Reply(relation(town), pitch, "Thanks"),
        Allow(relation(town), number(town, "star"), shown=True),
    ):
        with pytest.raises(NotAllowed):
            samir.do(deed)


def test_no_rule_keeps_anybody_from_stopping_or_from_asking_for_a_call(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """These ask whose relation and whose reminder it is, and nothing else; no stranger can do them either."""
    mette, samir, number = doer_of(town.mette), doer_of(town.samir), relation(town)
    for reminder in (7, 8):
        mette.do(Remind(reminder, number, {"kind": "once"}, NOW, text="Bring your papers"))
    for rule in ("OWN", "SHARED"):
        monkeypatch.setattr(policy, rule, NONE)
    for rule in ("FOLLOWING", "IN_GENERAL"):
        monkeypatch.setattr(policy, rule, dict.fromkeys(policy.STAFF, NONE))
    for deed in (StopReminder(7), Part(number)):
        with pytest.raises(NotAllowed):
            doer_of(town.jonas).do(deed)
    mette.do(StopReminder(7))
    samir.do(StopReminder(8))
    samir.do(AskToCall())
    stopped = [reminders.get(samir.cursor, each) for each in (7, 8)]
    assert [each and each.status for each in stopped] == ["ended", "stopped"]
    assert [each.kind for each in notices.waiting(samir.cursor, METTE)][-1] == "call"
    mette.do(Part(number))
    assert relations.of_staff(samir.cursor, METTE) == []


def test_every_relation_is_found_in_what_is_stored(town: Town) -> None:
    cursor, samir = cursor_of(town), town.samir.user
    assert list(access.ties(cursor, samir, samir)) == [("citizen", "self")]
    assert list(access.ties(cursor, METTE, samir)) == [("contact", "follows")]
    assert list(access.ties(cursor, town.ida.user, samir)) == [("coordinator", "colleague")]
    kai = settle_citizen(town.samir.beside(KAI, "en"), "Kai")
    assert list(access.ties(cursor, kai.user, samir)) == []
    elsewhere = organisations.create(cursor, 5, "Elsewhere", "x", NOW)
    roles.give(cursor, 6, kai.user, elsewhere, "mentor", NOW)
    assert list(access.ties(cursor, kai.user, samir)) == [("mentor", "none")]
    doer_of(town.samir).do(Part(relation(town)))
    assert list(access.ties(cursor, METTE, samir)) == [("contact", "former")]


def test_whoever_has_left_a_role_followed_in_it_before(town: Town) -> None:
    cursor = cursor_of(town)
    (held,) = roles.of_person(cursor, METTE)
    found = relations.get(cursor, relation(town))
    assert found is not None
    roles.end(cursor, held.id, NOW)
    assert list(access.ties(cursor, METTE, town.samir.user)) == [("contact", "former")]
    assert access.seen(cursor, "read", METTE, town.samir.user) == []


def test_every_sharing_is_found_in_what_is_stored(town: Town) -> None:
    cursor, pitch = cursor_of(town), number(town, "elevator_pitch")
    assert shares.standing(cursor, METTE, town.samir.user, pitch) == "shared"
    assert shares.standing(cursor, town.jonas.user, town.samir.user, pitch) == "unshared"
    assert shares.standing(cursor, METTE, town.jonas.user, pitch) == "unshared", "it is not Jonas's to show"
    doer_of(town.samir).do(Unshare(relation(town), pitch))
    assert shares.standing(cursor, METTE, town.samir.user, pitch) == "withdrawn"
