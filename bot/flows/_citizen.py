"""What can be done about one citizen, by the role that somebody is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import policy
from bot.engine.context import Item
from bot.engine.text import N_, Words
from bot.flows._queue import call_from
from bot.flows._shown import all_shown, listed_by
from bot.flows._staff import chosen
from bot.flows._wanted_call import promise, told

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.session import Answer
    from bot.engine.view import View
    from bot.policy import Action

REVIEWED = "✔ {title}"
SHOWS = N_("<b>What {citizen_name} shows you</b>\nA tick stands before what you have reviewed.")
SHOWS_NOTHING = N_("{citizen_name} shows you nothing just now.")
WAYS: tuple[tuple[str, str, Action], ...] = (
    ("remind", N_("Send a reminder"), "remind"),
    ("belief", N_("What I believe"), "belief"),
    ("hand_over", N_("Hand over to a colleague"), "hand_over"),
)
"""What can be done, as a button says it, and what it is to the policy."""


def offers(view: View) -> tuple[Item, ...]:
    """What the citizen shows, and the ways that the policy leaves open to somebody who follows them."""
    citizen = chosen(view)
    if not citizen:
        return ()
    # Translators: button. What a citizen shows to the reader.
    shows = Item("shown", Words(N_("What {name} shows you"), {"name": citizen["name"]}))
    # Translators: button. A citizen has asked the reader to call.
    call = Item("call", Words(N_("☎ {name} would like a call"), {"name": citizen["name"]}))
    return (
        *([call] if wanted(view) else []),
        *([shows] if all_shown(view) else []),
        *_allowed(citizen),
    )


def wanted(view: View) -> dict[str, Any]:
    """The notice that the citizen would like a call; empty where none waits."""
    return call_from(view, str(view.value("citizen")))


def wanted_call(view: View) -> Words:
    return told(view, wanted(view))


def promise_call(view: View) -> tuple[Deed, ...]:
    return promise(wanted(view))


def _allowed(citizen: dict[str, Any]) -> tuple[Item, ...]:
    return tuple(
        Item(key, Words(label))
        for key, label, action in WAYS
        if policy.may(action, role=citizen["role"], relation="follows")
    )


def shown(view: View) -> tuple[Item, ...]:
    """What the citizen shows, ticked where it is reviewed as it is now."""
    return tuple(
        Item(each["exercise"], Words(REVIEWED, {"title": name}) if each["reviewed"] else name, name)
        for each, name in listed_by(view)
    )


def asks_shown(view: View) -> Words:
    """What stands above what the citizen shows; it can have been taken back while the list stood here."""
    return view.words(SHOWS if all_shown(view) else SHOWS_NOTHING)


def to_review(view: View) -> dict[str, Answer]:
    """The same citizen, and what was picked of theirs."""
    return {"citizen": view.session.answers["citizen"], "exercise": view.session.answers["shown"]}
