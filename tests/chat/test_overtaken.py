"""A turn that another program overtakes, as somebody sees it: they read what is so now, and nothing has gone wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg

from bot.engine.codes import digest
from bot.engine.person import Person
from bot.state import invitations, joining, people, roles
from tests import postgres
from tests.chat import front as fronts
from tests.chat.front import opened
from tests.talk import BOT

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.state.cursor import Cursor
    from bot.state.deeds import Doer
    from tests.chat.front import Front

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CODE = "KM123456"


def invite(cursor: Cursor, front: Front) -> None:
    """Mette has made a code by which somebody is followed by her."""
    ids, now, own = front.turns.ids, front.clock(), front.turns.organisation
    mette = Person(ids.random(), name="Mette", agreed=True)
    people.create(cursor, BOT, 999, 999, mette, own, now)
    roles.give(cursor, ids.next(), mette.id, own, "contact", now)
    until = now + timedelta(days=7)
    invitations.make(cursor, ids.next(), CODE, own, "contact", mette.id, mette.id, now, until)


async def test_whose_code_somebody_else_uses_in_the_same_instant_reads_that_it_does_not_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = postgres.emptied()
    monkeypatch.setattr(fronts, "fresh", lambda _: database)
    accept, tries = joining.accept, list[str]()

    def overtaken(doer: Doer, code: str) -> None:
        """Their own turn has just found that it works."""
        if not tries:
            with psycopg.connect(database.url) as other:
                other.execute("UPDATE invitations SET used_at = 1")
        tries.append(code)
        accept(doer, code)

    async with opened(tmp_path, MONDAY) as front:
        await front.welcome()
        await front.store.write(lambda cursor: invite(cursor, front))
        await front.write(CODE)
        (asked,) = await front.said()
        assert asked.startswith("Mette fra Demoforeningen vil gerne være din kontaktperson.")
        monkeypatch.setattr(joining, "accept", overtaken)
        await front.tap(next(label for label in front.pressed if label.startswith("Ja")))
        (said,) = await front.said()
        assert said.startswith("Den kode virker ikke.")
        assert await front.rows("SELECT * FROM broken") == []
        assert await front.rows("SELECT * FROM relations") == []
    assert tries == [digest(CODE)], "the second run has found that it does not work"
