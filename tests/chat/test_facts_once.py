"""What a turn asks of other people is looked up once, and anew as soon as the answer can be another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.chat import company
from bot.chat.company import Company
from bot.engine.callbacks import to_base36
from bot.engine.deeds import Part
from bot.engine.session import Session
from bot.state import people, relations
from tests.talk import BOT
from tests.town import Town

if TYPE_CHECKING:
    from bot.engine.context import Context
    from tests.talk import Talk


def known_to(talk: Talk) -> Context:
    """The world as it stands for somebody."""
    cursor = talk.world.connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    return talk.turns.context(cursor, known, talk.now)


def about(relation: int) -> Session:
    """A session about whom a relation is with."""
    return Session(1, "my_citizen", answers={"citizen": {"kind": "choice", "value": to_base36(relation)}})


def followed(town: Town) -> int:
    """The relation in which Mette follows Samir."""
    (relation,) = relations.of_citizen(town.samir.world.connection.cursor(), town.samir.user)
    return relation.id


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was looked up of which session, as things stood."""
    looks: list[tuple[Any, ...]] = []
    look = Company._looked_up

    def counted(self: Company, name: str, session: Session, context: Context) -> Any:
        looks.append((name, session.id, repr(session.answers), context.person, context.deeds))
        return look(self, name, session, context)

    monkeypatch.setattr(Company, "_looked_up", counted)
    return looks


def test_a_turn_looks_up_once_what_it_asks_again_and_again(looked_up: list[tuple[Any, ...]]) -> None:
    """Many remarks and shares have to be opened, and a turn that has done something does it again for each look."""
    town = Town().with_shared_pitch().with_remarks()
    town.rings(town.samir)
    looked_up.clear()
    for talk, label in ((town.samir, "Continue"), (town.samir, "Answer Mette")):
        talk.tap(label)
        once = [each for each in looked_up if each[0] not in company.OF_MORE]
        assert {"thread"} <= {name for name, *_ in once}
        assert [each for each in once if once.count(each) > 1] == []
        looked_up.clear()


def test_it_is_looked_up_anew_for_another_answer_of_the_same_session() -> None:
    town = Town()
    world, session = known_to(town.mette), about(followed(town))
    assert world.facts("citizen", session, world)["name"] == "Samir"
    session.answers["citizen"] = {"kind": "choice", "value": to_base36(1)}
    assert world.facts("citizen", session, world) == {}


def test_it_is_looked_up_anew_once_the_turn_has_done_something() -> None:
    town = Town()
    relation = followed(town)
    world, session = known_to(town.mette), about(relation)
    parted = replace(world, deeds=(Part(relation),))
    names = [each.facts("citizen", session, each).get("name") for each in (world, parted, world, parted)]
    assert names == ["Samir", None, "Samir", None]


def test_it_is_looked_up_anew_for_whoever_goes_by_another_clock() -> None:
    """It is ten on Monday in Copenhagen, and Sunday night on Samoa."""
    town = Town()
    world, session = known_to(town.mette), about(followed(town))
    away = replace(world, person=replace(world.person, time_zone="Pacific/Pago_Pago"))
    here, there = (each.facts("citizen", session, each)["since"] for each in (world, away))
    assert here - there == timedelta(days=1)
