"""What the errand of remarks computes: what was said of an exercise, whom to answer, and where to improve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.deeds import Allow, Deal, Reply
from bot.engine.sprint import ANY
from bot.engine.text import N_, Words
from bot.flows import _thread as thread
from bot.flows._company import found
from bot.flows._sending import ASKS, is_spoken, to_send
from bot.flows._sharing import title

if TYPE_CHECKING:
    from bot.engine.deeds import Deed
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import Lists, Values, View

ANSWER, SHOW, HIDE = "to_", "with_", "without_"
"""How the keys of choices begin that name somebody: answer them, show their scores beside the star, or not."""
AS_IT_IS = ("plan", "star")
"""Flows of what is not improved by better words: such an exercise just opens."""

RECALLED = 2
"""How many remarks stand above the question that is answered anew."""
DELETED = N_("That exercise is deleted. What was said of it is gone with it.")


def state(view: View) -> str:
    """Whether something was said of the exercise, it was only scored beside, it is deleted, or nothing was said."""
    if not view.fact("snapshot"):
        return "deleted"
    return "said" if thread.has_thread(view) else "scored" if beside(view) else "gone"


def read(view: View) -> tuple[Deed, ...]:
    """What others said of it is read by that."""
    return tuple(
        Deal(int(each["key"], 36))
        for each in view.fact("queue")
        if each["kind"] == "commented" and each["exercise"] == view.value("exercise")
    )


def ways(view: View) -> tuple[Item, ...]:
    """What can be done about what was said. The exercise itself is named by its own key, to be opened by it."""
    snapshot = view.fact("snapshot")
    if not snapshot:
        return ()
    star = snapshot["flow"] == "star"
    opens = snapshot["flow"] in AS_IT_IS
    # Translators: button. Answer somebody who has said something of an exercise.
    answer = N_("Answer {name}")
    answers = (
        Item(f"{ANSWER}{each['key']}", Words(answer, {"name": each["name"]})) for each in answerable(view)
    )
    improve = Item(str(view.value("exercise")), Words(N_("Open it") if opens else N_("Improve it")))
    plan = [Item("plan", Words(N_("Make a small plan")))] if suggestions(view) else []
    earlier = [Item("earlier", Words(N_("What was said earlier")))] if doing_earlier(view) else []
    who = Item("who", Words(N_("👁 Who can see it")))
    return (*answers, improve, *plan, who, *(beside(view) if star else ()), *earlier)


def asks(view: View) -> Words:
    """What the menu asks, or that the exercise is gone."""
    if state(view) == "deleted":
        return Words(DELETED)
    return Words(N_("What do you want to do? You need not do anything."))


def doing_earlier(view: View) -> bool:
    return bool(thread.earlier(view))


def suggestions(view: View) -> tuple[thread.Remark, ...]:
    """What others have suggested, the oldest first."""
    return tuple(each for each in thread.thread(view) if each["kind"] == "suggestion" and not each["mine"])


def planned(view: View) -> dict[str, Answer]:
    """What a plan begins with: the last suggestion is what to do, where it is in words."""
    found = suggestions(view)
    what = found[-1]["text"] if found else ""
    return {"what": {"kind": "text", "value": what}} if what else {}


def answerable(view: View) -> tuple[dict[str, Any], ...]:
    """Who has said something of the exercise, and sees it still."""
    said = {each["viewer"] for each in thread.thread(view) if not each["mine"]}
    return tuple(each for each in view.fact("followers") if each["sees"] and each["key"] in said)


def beside(view: View) -> tuple[Item, ...]:
    """The way to decide anew about scores beside the star."""
    newest: dict[str, dict[str, Any]] = {}
    for each in view.fact("observed"):
        if each["kind"] == "star" and each["exercise"] == view.value("exercise") and each["by"]:
            newest.setdefault(each["by"], each)
    # Translators: buttons. Somebody's scores in the picture of a star: show them there, or take them away.
    show, hide = N_("Show the scores of {name}"), N_("Hide the scores of {name}")
    return tuple(
        Item(
            f"{HIDE if each['shown'] else SHOW}{by}",
            Words(hide if each["shown"] else show, {"name": each["name"]}),
        )
        for by, each in newest.items()
    )


def doing(view: View) -> str:
    """What was chosen: to answer, to improve, to decide about scores, or what the key says."""
    chosen, now = str(view.value("menu")), state(view)
    if now in {"deleted", "gone"}:
        return now
    if chosen == view.value("exercise"):
        return "improve"
    if chosen.startswith(ANSWER):
        return "answer" if to_whom(view) else "unseen"
    return "decide" if chosen.startswith((SHOW, HIDE)) else chosen


def to_whom(view: View) -> dict[str, Any]:
    """Who is answered; empty where they do not see the exercise any more."""
    return found(answerable(view), str(view.value("menu")).removeprefix(ANSWER))


def name(view: View) -> str:
    return str(to_whom(view).get("name", "–"))


def sending(view: View) -> str:
    """Whether what was said can go to somebody: "nothing" where it was skipped; what was spoken is "heard" first.

    Whoever wrote it at the menu, and has not said for whom it is, is "asked" first.
    """
    if not to_whom(view):
        return "unseen"
    if is_spoken(view.answer("reply")):
        return "heard"
    by_words = (view.answer("menu") or {}).get("by_words")
    return "nothing" if not view.value("reply") else "asked" if by_words else "yes"


def own(view: View) -> Words:
    """What a recording of one's own is called: that it is the answer, and to what."""
    theirs = [
        each
        for each in thread.thread(view)
        if each["viewer"] == to_whom(view).get("key") and not each["mine"]
    ]
    return thread.own_answer(theirs[-1] if theirs else {}, name(view))


def asks_to_hear(view: View) -> Words:
    return Words(ASKS, {"name": name(view)})


def can_answer(view: View) -> bool:
    return bool(to_whom(view))


def last_speaker(view: View) -> str:
    """The choice by which whoever spoke last is answered, "" where they do not see the exercise any more."""
    said = [each["viewer"] for each in thread.thread(view) if not each["mine"]]
    person = found(answerable(view), said[-1]) if said else {}
    return f"{ANSWER}{person['key']}" if person else ""


def reply(view: View) -> tuple[Deed, ...]:
    """Answer, at the answer that they spoke of last."""
    person = to_whom(view)
    theirs = [each for each in thread.thread(view) if each["viewer"] == person["key"] and not each["mine"]]
    exercise, said = int(str(view.value("exercise")), 36), view.session.answers["reply"]
    place, relation = theirs[-1]["place"], int(person["key"], 36)
    return tuple(Reply(relation, exercise, words, place, spoken) for words, spoken in to_send(said))


def decide(view: View) -> tuple[Deed, ...]:
    """Show somebody's scores beside the star, or do not any more; they are not asked about it again."""
    chosen, exercise = str(view.value("menu")), int(str(view.value("exercise")), 36)
    by = chosen.removeprefix(HIDE).removeprefix(SHOW)
    asked = (
        Deal(int(each["key"], 36))
        for each in view.fact("queue")
        if each["kind"] in ("scored", "scored_again")
        and (each["exercise"], each["about"]) == (view.value("exercise"), by)
    )
    return (Allow(int(by, 36), exercise, shown=chosen.startswith(SHOW)), *asked)


def said_by_others(view: View) -> tuple[thread.Remark, ...]:
    """What others have said last, but for that they have read it."""
    return tuple(each for each in thread.newest(view) if not each["mine"] and each["kind"] != "reviewed")


def where(view: View) -> str:
    """The answer that somebody spoke of last, to be given again; any, where they spoke of the whole.

    "" where the exercise opens as usual.
    """
    opens = view.fact("snapshot")["flow"] in AS_IT_IS
    said = said_by_others(view)
    return str(said[-1]["place"] or ANY) if said and not opens else ""


def to_recall(view: View) -> tuple[thread.Remark, ...]:
    """What was said last of the version that was spoken of last: of the answer that is improved, or of the whole."""
    said = said_by_others(view)
    about = ("", where(view))
    mine = [each for each in said if each["version"] == said[-1]["version"] and each["place"] in about]
    return tuple(mine[-RECALLED:])


def recalled(view: View) -> Words:
    """That, to stand above the question, so that nobody has to remember it."""
    return thread.briefly(to_recall(view))


def recalled_recordings(view: View) -> tuple[Recording, ...]:
    """What of it was spoken."""
    return thread.spoken(to_recall(view))


def anything_to_recall(view: View) -> bool:
    return bool(to_recall(view))


def who(view: View) -> dict[str, Answer]:
    """The same exercise, to see who can see it."""
    return {
        "exercise": view.session.answers["exercise"],
        "wish": {"kind": "choice", "value": "who"},
    }


VALUES: Values = {
    "state": state,
    "asks": asks,
    "exercise_title": title,
    "said": thread.newest_words,
    "said_earlier": thread.earlier_words,
    "doing": doing,
    "to_whom": name,
    "sending": sending,
    "asks_to_hear": asks_to_hear,
    "can_answer": can_answer,
    "where": where,
    "recalled": recalled,
    "anything_to_recall": anything_to_recall,
}
LISTS: Lists = {"ways": ways}
