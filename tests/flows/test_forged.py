"""What no button, link or phone of ours ever sends: forged callbacks, payloads, message ids; nobody gets anywhere.

In a short form as some of the people of the city; with --long as all of them, with everything of everybody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.engine.callbacks import Callback
from bot.engine.inputs import Command, Edited, Spoke, Tapped, Typed
from tests.flows.city import AMINA, IDA, LARS, METTE, PEOPLE, SAMIR, city
from tests.flows.test_attacks import FREE, tried

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW = (SAMIR, AMINA, METTE, LARS, IDA)
"""A citizen, one of another organisation, a contact person, who was let go, and a coordinator."""
SHAPES = (
    "", ":", ".", ".:", "0.0:x", "-1.0:yes", "1.-1:yes", "1.0", "1.0:", "1:0.yes", "zzzzzzzzzzzzz.0:yes",
    "Z.0:yes", "zzzzzzzzzzzzzz.0:yes", "1.999999999999999:yes", "1.9999999999999999:yes", "١.٢:yes",
    "１.０:yes", "1.0:æ", "1.0: yes", "1.0:yes\n", "1.0:yes\0", "\ud800", "1.0:@", "1.0:@@back",
    "1.0:@back/../@who", "' OR 1=1", "{0}", "%s", "<b>", "1.0:" + "y" * 60, "1.0:" + "y" * 10_000,
    "\u202e1.0:yes", "yes", "@back", "@who", "@call_me", "@gentle", "null", "NaN",
)  # fmt: skip
CHOICES = (
    "yes", "no", "0", "1", "delete", "show", "share", "agree", "done", "stop", "read", "open", "all", "send",
    "@back", "@pause", "@who", "@help", "@example", "@skip", "@home", "@calm", "@call_me", "@move", "@keep",
)  # fmt: skip
COMMANDS = (
    "staff",
    "org",
    "export",
    "key",
    "erase",
    "backup",
    "restore",
    "letters",
    "status",
    "begin",
    "admin",
    "sudo",
)
"""An operator's, and what somebody may try: none of them is a command of the chat."""
PAYLOADS = (
    "", "x", "QQ999999", "qq 999 999", "QQ-999-999", "QQ999999 QQ999999", "QQ9999990", "=QQ999999",
    "%51%51999999", "../x", "Q" * 22, "-" * 22, "_" * 64, "A" * 65, "A" * 4_000, "<b>x</b>", "\u202eQQ999999",
    "ＱＱ９９９９９９", "\0", "\ud800", "' OR 1", "true", "0", "https://t.me/jobstjernen_bot?start=QQ999999",
    "/start QQ999999", "QQ999999\n/mydata",
)  # fmt: skip


COMMANDING = (
    '=HYPERLINK("http://x")', "@SUM(1+1)", "'; DROP TABLE people; --", "{0.__class__}", "%(x)s", "\x1b[2J",
    "<script>x</script>", "${jndi:ldap://x}", "../../etc/passwd", "\u202eevil",
)  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Whoever tries; some of them in the short form."""
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", PEOPLE if metafunc.config.getoption("--long") else FEW)


def everything(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--long"))


def sessions_of_others(name: str) -> Iterator[tuple[int, int]]:
    """Each exercise of everybody else's, with the number of its newest question."""
    query = "SELECT id FROM exercises WHERE person <> :me ORDER BY id"
    for (number,) in city().world.connection.execute(query, {"me": city().talks[name].user}).fetchall():
        yield number, 0


def messages_of_others(name: str) -> list[int]:
    """The messages of others that are kept with their answers, and those that the bot has sent them."""
    mine = {"me": city().talks[name].user}
    queries = (
        "SELECT DISTINCT message FROM answers WHERE person <> :me AND message <> 0",
        "SELECT DISTINCT message FROM outbox WHERE person <> :me AND message IS NOT NULL AND message <> 0",
    )
    found = {row[0] for query in queries for row in city().world.connection.execute(query, mine).fetchall()}
    own = {
        row[0]
        for row in city().world.connection.execute("SELECT message FROM answers WHERE person = :me", mine)
    }
    return sorted(found - own)


@pytest.mark.parametrize("data", SHAPES, ids=range(len(SHAPES)))
def test_a_forged_button_of_any_shape_is_an_old_one(name: str, data: str) -> None:
    """It says what one says that never was, whatever message it claims to hang on."""
    never = tried(name, Tapped(f"{FREE}.1:{FREE}"))
    for message in (0, 1, -5, 2**62):
        assert tried(name, Tapped(data, message)) == never


def test_no_choice_in_a_session_of_somebody_elses_does_anything(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Whatever question of it is named, and whatever choice."""
    never = tried(name, Tapped(f"{FREE}.1:{FREE}"))
    all_of_it = list(sessions_of_others(name))
    assert len(all_of_it) > 15
    for number, (session, _) in enumerate(all_of_it):
        choices = CHOICES if everything(request) else (CHOICES[number % len(CHOICES)], "yes")
        for prompt in (0, 1, 2, 999) if everything(request) else (number % 3,):
            for choice in choices:
                data = Callback(session, prompt, choice).pack()
                assert tried(name, Tapped(data)) == never, data


def test_in_a_session_of_ones_own_a_question_that_never_was_changes_nothing_of_others(name: str) -> None:
    session = city().focus(name)
    if session is None:
        return
    for prompt in (session.prompt + 1, 10**14, 0):
        for choice in CHOICES:
            if (
                choice == "@call_me"
            ):  # to ask one's own contact person for a call is anybody's right, at any time
                continue
            tried(name, Tapped(Callback(session.id, prompt, choice).pack()))


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_link_with_any_payload_lets_nobody_in(name: str, payload: str) -> None:
    """Nothing of others is said or changed, and no relation or role begins."""
    here = city()
    rows = [f"SELECT COUNT(*) FROM {each}" for each in ("relations", "roles", "invitations WHERE used_by")]
    with here.undone():
        before = [here.world.connection.execute(query).fetchone() for query in rows]
        for given in (Command("start", payload, 9_000), Typed(payload, 9_001), Edited(payload, 9_001)):
            here.turn(name, given)
        assert [here.world.connection.execute(query).fetchone() for query in rows] == before
    tried(name, Command("start", payload, 9_000))


def test_keys_of_others_in_a_link_are_words_like_any_other(name: str) -> None:
    nothing: dict[str, list[object]] = {}
    for kind, key in city().foreign_keys(name).items():
        for form in ("{}", "{}.0:yes", "join_{}", f"{kind}-{{}}"):
            payload, free = form.format(key), form.format("z" * len(key))
            if free not in nothing:
                nothing[free] = tried(name, Command("start", free, 9_000))
            assert tried(name, Command("start", payload, 9_000)) == nothing[free], (kind, payload)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_an_operators_is_none_in_the_chat(name: str, command: str) -> None:
    """Staff or citizen, with or without a name: it is answered as any word after a slash that is no command."""
    unknown = tried(name, Command("zzzz", "/zzzz", 9_000))
    assert tried(name, Command(command, f"/{command}", 9_000)) == unknown
    for argument in ("list", "remove", "--yes", *PEOPLE):
        tried(name, Command(command, f"/{command} {argument}", 9_000))


def test_a_message_of_somebody_elses_cannot_be_edited_or_answered_for_them(
    name: str, request: pytest.FixtureRequest
) -> None:
    """Numbers of messages are each chat's own: the number of another's message names nothing of theirs."""
    found = messages_of_others(name)
    assert len(found) > 20
    for message in found if everything(request) else found[:: max(1, len(found) // 15)]:
        tried(name, Edited("changed by somebody else", message))
        tried(name, Typed("written as somebody else", message))
        tried(name, Spoke("AwACof-somebody-else", 3, message, "spoken as somebody else"))
        tried(name, Tapped(f"{FREE}.1:{FREE}", message))


def test_texts_that_would_command_something_else_are_texts(name: str) -> None:
    """A formula, a query, a template, an escape: kept and shown as what they are, to whoever may read them."""
    for text in COMMANDING:
        tried(name, Typed(text, 9_100))
