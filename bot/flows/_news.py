"""What a citizen's news compute: one thing at a time, and what the citizen answers to that very thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Allow, Deal, Decide
from bot.engine.text import N_, Words, lines
from bot.flows._company import found, number, role_words

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.session import Answer
    from bot.engine.text import Value
    from bot.engine.view import Lists, Values, View

KINDS = ("handover", "parted", "commented", "scored", "scored_again", "removed", "promised", "report")
"""What is news for a citizen, and of a role that was taken away; what waits for staff is in their queue."""

PARTED = N_("{sender} does not follow you here any more, and sees nothing of yours any more.")
# Translators: {role} is like "mentor".
PARTED_AS_ONE = N_("{sender} follows you here only as {role} now. What you had shown before is taken back.")

# Translators: somebody had stopped, and is back; {role} is like "mentor".
PARTED_AND_BACK = N_("{sender} follows you again, as {role}. What you had shown before is taken back.")

# Translators: {role} is like "mentor"; {reached} is a phone number, address or page.
REMOVED = N_(
    "You are not {role} at {organisation} any more. Whoever you followed here is told. "
    "If you have questions, you can ask here: {reached}"
)
# Translators: the first that somebody reads whose role was taken away, maybe while they were writing to a citizen.
REMOVED_NOW = N_(
    "You are not {role} at {organisation} any more. If you were writing something there, it was not sent."
)
# Translators: on a locked screen, which others may read. Somebody, by name, is going to phone the reader.
CALLS = N_("{name} calls you.")
PROPOSED = N_("{sender} proposes that <b>{colleague}</b> is your contact person from now on.")
# Translators: {role} is like "mentor".
STAYS_AS = N_("{sender} stays your {role}, and does not see what you have shown so far.")


def waiting(view: View) -> tuple[dict[str, Any], ...]:
    """The news that wait for the person, the longest waiting first."""
    return tuple(each for each in view.fact("queue") if each["kind"] in KINDS)


def counted(news: tuple[dict[str, Any], ...]) -> Words:
    """How a menu calls what waits."""
    # Translators: button. How many news wait for the reader.
    return Words(N_("📬 News for you ({n})"), {"n": len(news)})


def calls(view: View) -> Words | None:
    """That the citizen is called, as they have asked; others may read it on a locked screen."""
    promised = [each for each in waiting(view) if each["kind"] == "promised" and each["name"]]
    return Words(CALLS, {"name": promised[-1]["name"]}) if promised else None


def first(view: View) -> str:
    """The key of the news that have waited longest, "" for none; what was left for later comes after the others."""
    keys = [str(each["key"]) for each in waiting(view)]
    return min(keys, key=lambda key: key == view.value("begin"), default="")


def told(view: View) -> dict[str, Any]:
    """The news that the person is told; empty where they have been dealt with."""
    return found(view.fact("queue"), view.value("begin"))


def kind(view: View) -> str:
    """What the news are, "" for none: "gone" of somebody who is not here, "stale" for what nobody asks any more."""
    notice = told(view)
    if not notice:
        return "stale" if view.value("begin") else ""
    if notice["kind"] == "handover":
        return "handover" if view.fact("proposed").get("key") == notice["subject"] else "stale"
    if notice["kind"] == "scored" and not notice["about"]:
        return "stale"
    if notice["kind"] == "removed":
        return "removed"
    return str(notice["kind"]) if notice["name"] else "gone"


def has_news(view: View) -> bool:
    return bool(first(view))


def has_others(view: View) -> bool:
    """Whether there are news beside those that were left for later."""
    return first(view) not in ("", view.value("begin"))


def report(view: View) -> dict[str, Answer]:
    """The report that the news are about."""
    return {"report": {"kind": "choice", "value": told(view)["subject"]}}


def sender(view: View) -> str:
    """Whom the news are from."""
    return str(told(view).get("name", "")) or "–"


def parted(view: View) -> Words:
    """That somebody has stopped; who follows in another role, or has come back since, is named with it."""
    also, again = told(view).get("role", ""), told(view).get("again", "")
    named: dict[str, Value] = {"sender": sender(view)}
    if again:
        return Words(PARTED_AND_BACK, {**named, "role": role_words(again)})
    return Words(PARTED_AS_ONE, {**named, "role": role_words(also)}) if also else Words(PARTED, named)


def removed(view: View) -> Words:
    """That the person has lost a role, and whom they can ask."""
    notice = told(view)
    if notice.get("kind") != "removed":
        return Words("–")
    role = role_words(notice["role"])
    return Words(
        REMOVED, {"role": role, "organisation": notice["organisation"], "reached": notice["reached"]}
    )


def with_lost_roles(view: View, asked: Words) -> Words:
    """The question of a menu, after the roles that were taken away, as long as that news has not been opened."""
    lost = [
        Words(REMOVED_NOW, {"role": role_words(each["role"]), "organisation": each["organisation"]})
        for each in waiting(view)
        if each["kind"] == "removed"
    ]
    return lines([*lost, Words("\n{asked}", {"asked": asked})]) if lost else asked


def colleague(view: View) -> str:
    """Who would follow the citizen instead."""
    return str(view.fact("proposed").get("colleague", "–"))


def proposal(view: View) -> Words:
    """Who proposes whom, and what becomes of the proposer, where they stay in another role."""
    also = view.fact("proposed").get("also", "")
    named: dict[str, Value] = {"sender": sender(view), "colleague": colleague(view)}
    proposed = Words(PROPOSED, named)
    return lines([proposed, Words(STAYS_AS, {**named, "role": role_words(also)})]) if also else proposed


def decide(view: View) -> tuple[Deed, ...]:
    """Answer to a proposal, which is dealt with by that."""
    answer = str(view.value("handover_asked"))
    decision = Decide(int(told(view)["subject"], 36), accepted=answer != "no", keep=answer == "keep")
    return (decision, *deal(view))


def deal(view: View) -> tuple[Deed, ...]:
    """What was told is dealt with."""
    return (Deal(number(view, "begin")),) if told(view) else ()


def exercise(view: View) -> dict[str, Answer]:
    """The exercise that the news are about."""
    return {"exercise": {"kind": "choice", "value": told(view)["exercise"]}}


def scored_star(view: View) -> tuple[Item, ...]:
    """The star that somebody has scored too, by whose key the citizen says yes to seeing it."""
    notice = told(view)
    # Translators: button. Yes, show my own scores and those of my contact person in the picture of the star.
    label = Words(N_("Yes, show both"))
    return (Item(notice["exercise"], label),) if notice.get("kind") == "scored" else ()


def allow(view: View) -> tuple[Deed, ...]:
    return _shown(view, shown=True)


def disallow(view: View) -> tuple[Deed, ...]:
    return _shown(view, shown=False)


def _shown(view: View, *, shown: bool) -> tuple[Deed, ...]:
    """Decide whether somebody's scores stand in the picture of a star, which is dealt with by that."""
    notice = told(view)
    if notice.get("kind") != "scored" or not notice["about"]:
        return ()
    decision = Allow(int(notice["about"], 36), int(notice["exercise"], 36), shown=shown)
    return (decision, *deal(view))


VALUES: Values = {
    "kind": kind,
    "sender": sender,
    "colleague": colleague,
    "parted": parted,
    "removed": removed,
    "proposal": proposal,
    "has_news": has_news,
    "has_others": has_others,
}
LISTS: Lists = {"scored_star": scored_star}
