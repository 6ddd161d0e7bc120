"""What flows may ask of the world around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.chat import company, facts
from bot.engine.context import Item
from bot.engine.document import Paper
from bot.engine.session import Session
from bot.engine.text import Words
from bot.flows import FACTS
from bot.state import people, sessions
from tests.flows.plans import planned
from tests.replays.player import sign_in
from tests.talk import BOT, Citizen, Talk
from tests.town import METTE, join, settle_staff

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pytest

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.state.cursor import Cursor
    from bot.state.sessions import Closed


def write_for(talk: Talk, job: str) -> None:
    """Answer a new pitch up to the job that it is for."""
    for text in ("Jeg hedder Samir.", "Jeg kan godt lide orden.", job):
        talk.write(text)


def home(talk: Talk) -> list[str]:
    talk.command("menu")
    return talk.last.labels()


def test_every_fact_that_flows_may_ask_for_is_answered() -> None:
    assert {*facts.FACTS, *company.FACTS} == set(FACTS)
    assert not {*facts.FACTS} & {*company.FACTS}


def is_of(kind: str, value: Any, flows: Mapping[str, Flow], exercises: Collection[int]) -> bool:
    """Whether the answer to a fact is what its kind promises."""
    match kind:
        case "text":
            return isinstance(value, str)
        case "texts":
            return all(isinstance(each, str) for pair in value.items() for each in pair)
        case "record":
            return isinstance(value, dict)
        case "records":
            return isinstance(value, tuple) and all(isinstance(each, dict) for each in value)
        case "papers":
            return isinstance(value, tuple) and all(isinstance(each, Paper) for each in value)
        case "paragraphs":
            return isinstance(value, tuple) and all(isinstance(each, Words) for each in value)
    items = isinstance(value, tuple) and all(isinstance(each, Item) for each in value)
    if kind == "items":
        return items
    assert kind == "exercises"
    return items and all(
        each.key.removeprefix("new_") in flows or int(each.key, 36) in exercises for each in value
    )


def remind(talk: Talk) -> Talk:
    """A mentor reminds them of their elevator pitch."""
    mette = settle_staff(talk.beside(METTE), "Mette", "mentor")
    join(talk, mette)
    mette.command("menu")
    for label in ("Send en påmindelse", "Samir", "Øv elevatortalen", "Nu", "✔ Send den"):
        mette.tap(label)
    talk.wait(seconds=1)
    return mette


def test_every_fact_is_of_the_kind_that_flows_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[tuple[str, Any, bool]] = []

    def ask_for_all(asked: facts.Facts, name: str, session: Session, context: Context) -> Any:
        with monkeypatch.context() as calm:
            calm.setattr(facts.Facts, "__call__", answer)  # some ask for others
            for each, fact in FACTS.items():
                value = answer(asked, each, session, context)
                answered.append((each, value, is_of(fact.kind, value, asked.flows, context.sessions)))
            return answer(asked, name, session, context)

    answer = facts.Facts.__call__
    talk = Citizen().with_pitch()
    talk._connection.execute("UPDATE organisations SET keeps = 'Notater i vores journal i fem år.'")
    write_another(talk)
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in (*"44343556", "Ikke nu", "I dag"):
        talk.tap(step)
    planned("på torsdag kl. 10", talk)
    mette = remind(talk)
    talk.command("menu")
    monkeypatch.setattr(facts.Facts, "__call__", ask_for_all)
    talk.tap("✔ Tale: ")
    for label in ("Mere …", "Tidligere udgaver"):
        talk.tap(label)
    talk.command("menu")
    for label in (
        "Øv dig til en jobsamtale",
        "Forbered svar",
        "○ Fortæl om dig selv",
        "Spring over",
        "Tilbage til",
        "Start nu",
    ):
        talk.tap(label)
    mette.command("menu")
    mette.tap("💻 Åbn på en computer")
    sign_in(mette)
    mette.wait(seconds=1)
    assert {name for name, value, _ in answered if value} >= set(facts.FACTS), "each has something to answer"
    assert [(name, value) for name, value, fits in answered if not fits] == []


def test_a_fact_that_is_never_empty_has_something_for_somebody_who_has_just_come() -> None:
    talk = Talk("da")
    talk.command("start")
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    world = talk.turns.context(cursor, known, talk.now)
    promised = {name for name, fact in FACTS.items() if fact.never_empty}
    assert promised
    assert [name for name in promised if not world.facts(name, Session(1, "language"), world)] == []


def test_the_sessions_are_read_once_in_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the steps of a turn ask: a person can have many exercises."""
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    reads: list[str | None] = []
    closed = sessions.closed

    def counted(cursor: Cursor, person: int, flow: str | None = None) -> list[Closed]:
        reads.append(flow)
        return closed(cursor, person, flow)

    monkeypatch.setattr(sessions, "closed", counted)
    talk.tap("✔ Tale: lager")
    assert reads == [None]


def test_home_opens_only_what_can_be_listed_there_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However often the menu asks for its items; a person has many errands behind them."""
    talk = Citizen().with_pitch()
    looked_into: list[str] = []
    opened = sessions.opened

    def noted(cursor: Cursor, person: int, stored: Closed) -> Session:
        looked_into.append(stored.flow)
        return opened(cursor, person, stored)

    monkeypatch.setattr(sessions, "opened", noted)
    talk.command("menu")
    assert looked_into == ["elevator_pitch"]
    assert len(talk.stored()["exercises"]) > 1


def write_another(talk: Talk) -> None:
    """A second pitch, finished, so that each has another one."""
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap("Nej, begynd forfra")
    write_for(talk, "køkken")
    talk.write("Jeg kan lave mad til tres")
    talk.write("Jeg kommer til tiden")
    talk.tap("En, jeg møder")


def test_home_shows_unfinished_exercises_first_and_then_what_can_begin() -> None:
    talk = Citizen().with_pitch()
    talk.command("menu")
    talk.tap("Ny elevatortale")
    talk.tap("Nej, begynd forfra")
    write_for(talk, "køkken")
    unfinished, finished, *offered, settings = home(talk)
    assert (unfinished, finished) == ("Tale: køkken · 2 af 4 svar", "✔ Tale: lager")
    assert {"Ny elevatortale", "Jeg har talt med en om job"} <= set(offered)
    assert settings == "⚙ Indstillinger"


def test_an_exercise_without_a_name_goes_by_its_kind() -> None:
    """Where the job has not been asked for yet, and where that question was skipped."""
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    assert home(talk)[0] == "Elevatortale · 1 af 4 svar"
    talk.tap("Elevatortale")
    talk.tap("Spring over")
    talk.tap("Spring over")
    assert home(talk)[0] == "Elevatortale · 2 af 4 svar"


def test_a_talk_is_done_when_every_question_is_answered_also_the_last_that_has_no_number() -> None:
    talk = Citizen().welcomed()
    write_for(talk, "lager")
    talk.tap("Spring over")
    talk.tap("Spring over")
    assert "Hvem skal høre din tale?" in talk.last.text
    assert home(talk)[0] == "Tale: lager · 4 af 4 svar"
    talk.tap("Tale: lager")
    talk.tap("En, jeg møder")
    assert home(talk)[0] == "✔ Tale: lager"


def test_an_exercise_that_was_only_opened_is_not_listed() -> None:
    talk = Citizen().welcomed()
    assert home(talk)[0] == "Ny elevatortale"


def test_many_exercises_come_page_by_page() -> None:
    talk = Citizen().welcomed()
    for number in range(9):
        write_for(talk, f"job {number}")
        talk.command("menu")
        begin(talk)
    first = home(talk)
    assert "Mere …" in first
    talk.tap("Mere …")
    second = talk.last.labels()
    assert not {label for label in first if label.startswith("Tale")} & set(second)


def begin(talk: Talk) -> None:
    """Begin another pitch, turning pages as far as needed."""
    while "Ny elevatortale" not in talk.last.labels():
        talk.tap("Mere …")
    talk.tap("Ny elevatortale")
    talk.tap("Nej, begynd forfra")


def test_versions_are_listed_newest_first_with_their_seconds() -> None:
    talk = Citizen().with_pitch()
    for label in ("Ret noget", "✏ Det, du kan"):
        talk.tap(label)
    talk.write("Jeg kan læsse, pakke og køre truck, og jeg har kørekort til det hele")
    for label in ("🎙 Øv den højt", "1. Alene"):
        talk.tap(label)
    talk.speak(41)
    for label in ("Godt", "Mere …", "Tidligere udgaver"):
        talk.tap(label)
    first, second, *_ = talk.last.labels()
    assert first == "Udgave 2 · 🎙 41 sek."
    assert second.startswith("Udgave 1 · ")
    talk.tap("Udgave 1")
    assert "læsse, pakke" not in talk.last.text


def test_first_contact_names_who_is_responsible_and_how_to_reach_them() -> None:
    talk = Talk()
    talk.command("start")
    assert talk.last.labels()[:3] == ["Dansk", "English", "العربية"]
    talk.tap("Dansk")
    assert "Demoforeningen" in talk.last.text
    assert "demo@example.org" in talk.tap("Fortæl mere")[-1].text
