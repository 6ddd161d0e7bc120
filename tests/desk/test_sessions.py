"""What is stored of who is signed in: each for themselves, and gone when its time is up."""

from __future__ import annotations

from datetime import timedelta

from bot.state import desk
from tests.town import Town

SECOND = timedelta(seconds=1)
NUMBERS = {"mette": 12, "jonas": 34}


def kept(town: Town) -> tuple[set[str], set[str], int]:
    """The tokens and links that are stored, and how many forms are remembered."""
    ask = town.mette.world.connection.execute
    tokens, links = ask("SELECT token FROM desk_sessions"), ask("SELECT code FROM desk_links")
    (forms,) = ask("SELECT COUNT(*) FROM desk_forms").fetchone()
    return {token for (token,) in tokens}, {code for (code,) in links}, forms


def test_what_is_confirmed_is_ones_own_number_and_only_for_ten_minutes() -> None:
    town = Town().with_others()
    cursor, now = town.mette.world.connection.cursor(), town.mette.now
    people = {"mette": town.mette.user, "jonas": town.jonas.user}
    for session, (name, number) in enumerate(NUMBERS.items(), 1):
        desk.sign_in(cursor, session, people[name], f"token of {name}", now, number=number)
    late = now + desk.WAITS
    for session, (name, number) in enumerate(NUMBERS.items(), 1):
        assert desk.number_to_confirm(cursor, f"token of {name}", now) == number
        assert desk.number_to_confirm(cursor, f"token of {name}", late - SECOND) == number
        assert desk.number_to_confirm(cursor, f"token of {name}", late) is None
        asked = {who: desk.number_of(cursor, person, session, now) for who, person in people.items()}
        assert asked == {who: number if who == name else None for who in people}
        assert desk.number_of(cursor, people[name], session, late) is None
    assert desk.number_to_confirm(cursor, "another token", now) is None
    desk.let_in(cursor, people["mette"], 2, now)
    assert desk.find(cursor, "token of jonas", now) is None, "nobody lets somebody else in"
    desk.let_in(cursor, people["jonas"], 2, now)
    assert desk.find(cursor, "token of jonas", now) == (2, people["jonas"])
    assert desk.number_to_confirm(cursor, "token of jonas", now) is None


def test_whoever_is_signed_in_no_more_is_forgotten_and_nobody_else() -> None:
    """With the forms that they sent, and with the links whose time was up a day ago."""
    town = Town()
    cursor, now, mette = town.mette.world.connection.cursor(), town.mette.now, town.mette.user
    begun = {
        "idle": now - desk.IDLE,
        "here": now - desk.IDLE + SECOND,
        "since yesterday": now - desk.LONGEST,
        "since the morning": now - desk.LONGEST + SECOND,
    }
    for session, (token, at) in enumerate(begun.items(), 1):
        desk.sign_in(cursor, session, mette, token, at)
        desk.first_time(cursor, session, "a form", at)
        if token.startswith("since"):
            desk.seen(cursor, session, now)
    for code, up in (("old", now - desk.KEPT), ("up", now - desk.KEPT + SECOND), ("new", now + SECOND)):
        desk.offer(cursor, mette, code, now - desk.KEPT, up)
    desk.purge(cursor, now)
    assert kept(town) == ({"here", "since the morning"}, {"up", "new"}, 2)
