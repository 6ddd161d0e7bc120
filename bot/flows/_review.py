"""What the errand of reviewing computes: where it stands, what can be said of which answer, and to whom it goes."""

from __future__ import annotations

from binascii import crc32
from typing import TYPE_CHECKING, Literal, TypeAlias

from bot import policy
from bot.engine.callbacks import MAX_CHOICE, to_base36
from bot.engine.context import Item
from bot.engine.deeds import Comment, Deal, Look
from bot.engine.text import N_, Words
from bot.flows import _thread as thread
from bot.flows._remarks import AS_IT_IS
from bot.flows._sending import ASKS, is_spoken, to_send
from bot.flows._shown import answers, question, shown
from bot.flows._spoken import captioned
from bot.flows._staff import chosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.deeds import CommentKind, Deed
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import View

Standing: TypeAlias = Literal["gone", "newer", "shown"]
AT_ONE: tuple[str, ...] = ("suggest", "answer")
"""The ways from the menu on which it is asked first which answer it is about."""
GONE = N_("You cannot see that any more. The citizen decides that, and needs no reason.")
GONE_OF = N_(
    "{citizen_name} does not show it to you any more. {citizen_name} may do that, and needs no reason. "
    "If it still stands in your chat, please delete it there too."
)
UNSENT: Mapping[Standing, str] = {"newer": "overtaken", "gone": "unsent"}
"""What becomes of words that cannot be sent: a newer version has to be read first, or it is shown no more."""
FOUND_HERE = N_("It is saved. {citizen_name} finds it here, and can see that you have read it.")
HEARD_HERE = N_("It is sent. {citizen_name} can hear it here, and can see that you have read it.")
PLACE = "of_"
"""How the key of an answer begins as a choice."""


def standing(view: View) -> Standing:
    """Whether it is shown to the reader still, and in the version that they have looked at."""
    each = shown(view)
    if not each:
        return "gone"
    return "shown" if each["looked"] else "newer"


def gone(view: View) -> Words:
    """That it is shown no more, with the name of who decides that, as long as the reader follows them."""
    return view.words(GONE_OF) if chosen(view) else Words(GONE)


def asks(view: View) -> Words:
    """What the menu asks, or that it is shown no more."""
    if standing(view) == "gone":
        return gone(view)
    return view.words(N_("What do you want to say to {citizen_name} about it?"))


def asks_where(view: View) -> Words:
    """The question for what is to be spoken of, or that it is shown no more."""
    return gone(view) if standing(view) == "gone" else Words(N_("What is it about?"))


def doing(view: View) -> str:
    """What was chosen in the menu; where it is shown no more, or a newer version is, that comes first."""
    now = standing(view)
    if now == "shown":
        return str(view.value("menu"))
    return UNSENT[now] if _wrote_at(view, "menu") else now


def where(view: View) -> str:
    """What was chosen to say something of: "back", or else which kind of thing will be said of it.

    "wrote" where it was said already, instead.
    """
    now, wrote = standing(view), _wrote_at(view, "where")
    if now != "shown":
        return UNSENT[now] if wrote else now
    if wrote:
        return "wrote"
    if view.value("where") == "back":
        return "back"
    return "suggest" if view.value("menu") == "suggest" else "comment"


def sending(view: View) -> str:
    """Whether what was said can go to the citizen: "nothing" where it was skipped; what was spoken is "heard" first.

    Whoever wrote it where no words were asked for is "asked" first. Where it cannot go they hear that.
    """
    now = standing(view)
    if not _given(view):
        return "nothing" if now == "shown" else now
    if now == "shown" and is_spoken(_given(view)):
        return "heard"
    return "asked" if now == "shown" and by_words(view) else agreed(view)


def agreed(view: View) -> str:
    """Whether what is to be sent still can be, or why not."""
    now = standing(view)
    return "yes" if now == "shown" else UNSENT[now]


def by_words(view: View) -> bool:
    """Whether somebody wrote instead of tapping: at the menu, or where it is asked what their words will be about."""
    return _wrote_at(view, "menu") or (view.value("menu") in AT_ONE and _wrote_at(view, "where"))


def _wrote_at(view: View, step: str) -> bool:
    return bool((view.answer(step) or {}).get("by_words"))


def _given(view: View) -> Answer | None:
    """What is to be sent; what was said instead of a tap is kept as a comment, whatever it will be sent as."""
    suggested = _kind(view) == "suggestion" and not by_words(view)
    answer = view.answer("suggestion" if suggested else "comment")
    return answer if answer is not None and answer["value"] else None


def _kind(view: View) -> CommentKind:
    """What is said of it: a suggestion where that was chosen, else a comment."""
    return "suggestion" if view.value("menu") == "suggest" else "comment"


def asks_to_hear(view: View) -> Words:
    """The question whether what was recorded is to be sent."""
    return Words(ASKS, {"name": view["citizen_name"]})


def own(view: View) -> Words:
    """What a recording is called that is to be sent: as what, and of what."""
    return captioned(Words(thread.MINE[_kind(view)]), what(view))


def sent(view: View) -> Words:
    """That it is sent, and where the citizen finds it: what was spoken is heard there, what was written is read."""
    mine = [each for each in thread.thread(view) if each["mine"]]
    return view.words(HEARD_HERE if mine and mine[-1]["recording"] else FOUND_HERE)


def asks_to_send(view: View) -> Words:
    """The question whether what was written instead of a tap is to be sent, and as what."""
    if view.value("menu") not in AT_ONE:
        return view.words(N_("Shall I send that to {citizen_name} as a comment?"))
    if _kind(view) == "suggestion":
        return view.words(N_("Shall I send that to {citizen_name} as a suggestion for the whole?"))
    return view.words(N_("Shall I send that to {citizen_name} as a comment on the whole?"))


def ways(view: View) -> tuple[Item, ...]:
    """What can be done with what is shown."""
    each = shown(view)
    if not each:
        return ()
    offered = (
        ("comment", N_("Write a comment"), True),
        ("suggest", N_("Suggest a small step") if is_life(view) else N_("Suggest one improvement"), True),
        ("reviewed", N_("✔ Reviewed"), not each["reviewed"]),
        ("answer", N_("Comment on an answer …"), bool(answers(each))),
        ("score", N_("Score it too"), can_score(view)),
        ("earlier", N_("What was said earlier"), bool(before(view))),
        ("see", N_("See it"), only_news(view)),
    )
    return tuple(Item(key, Words(label)) for key, label, here in offered if here)


def is_life(view: View) -> bool:
    """Whether it is about how somebody does or what they will do, which nobody shall better for them."""
    return bool(shown(view)) and shown(view)["snapshot"]["flow"] in AS_IT_IS


def asks_suggestion(view: View) -> Words:
    """The question for what is suggested."""
    if is_life(view):
        return view.words(N_("Which small step could {citizen_name} take? {citizen_name} decides that."))
    return view.words(N_("Write or record one thing that {citizen_name} can try."))


def can_score(view: View) -> bool:
    """Whether it is a star, and the reader somebody who may score it beside the citizen."""
    each, citizen = shown(view), chosen(view)
    if not each or each["snapshot"]["flow"] != "star" or not citizen:
        return False
    return policy.may("score", role=citizen["role"], relation="follows")


def places(view: View) -> tuple[Item, ...]:
    """The answers that something can be said of."""
    return tuple(Item(key_of(each["place"]), question(view, each)) for each in answers(shown(view)))


def key_of(place: str) -> str:
    """The key of an answer as a choice: its place, or a digest of one too long for a button.

    A button of another version is of the same answer so, or of none.
    """
    key = f"{PLACE}{place}"
    return key if len(key) <= MAX_CHOICE else f"{PLACE}{to_base36(crc32(place.encode()))}"


def since(view: View) -> str:
    """The first thing that was said since the reader looked, where nothing else is new here; "" to show all of it."""
    waiting = {each["kind"] for each in view.fact("queue") if each["exercise"] == view.value("exercise")}
    if standing(view) != "shown" or waiting != {"replied"}:
        return ""
    return next((str(each["key"]) for each in thread.thread(view) if each["unread"]), "")


def only_news(view: View) -> bool:
    return bool(view.value("since"))


def latest(view: View) -> tuple[thread.Remark, ...]:
    """What was said last: what is new, or as much as a screen holds."""
    every = thread.thread(view)
    first = next((at for at, each in enumerate(every) if each["key"] == view.value("since")), None)
    return thread.newest(view) if first is None else every[first:]


def before(view: View) -> tuple[thread.Remark, ...]:
    """What was said before that."""
    every = thread.thread(view)
    return every[: len(every) - len(latest(view))]


def said(view: View) -> Words:
    return thread.in_words(view, latest(view), view["citizen_name"])


def said_earlier(view: View) -> Words:
    return thread.in_words(view, before(view), view["citizen_name"])


def said_recordings(view: View) -> tuple[Recording, ...]:
    """What was spoken of that, to be heard below it."""
    return thread.spoken(latest(view), view["citizen_name"])


def earlier_recordings(view: View) -> tuple[Recording, ...]:
    """What was spoken before that."""
    return thread.spoken(before(view), view["citizen_name"])


def place(view: View) -> str:
    """The answer that was chosen, "" for the whole."""
    if view.value("menu") not in AT_ONE:
        return ""
    every = (str(each["place"]) for each in answers(shown(view)))
    return next((place for place in every if key_of(place) == view.value("where")), "")


def what(view: View) -> Words:
    """What is written about: the name of the answer, or the whole."""
    at = place(view)
    found = next((each for each in answers(shown(view)) if at and each["place"] == at), None)
    # Translators: stands above what one of the staff writes: that it is about everything that is shown, not one answer.
    return Words(N_("The whole")) if found is None else question(view, found)


def look(view: View) -> tuple[Deed, ...]:
    """Note that the reader has looked; an answer of the citizen's that waited has been read by that."""
    each = shown(view)
    if not each:
        return ()
    read = (
        Deal(int(notice["key"], 36))
        for notice in view.fact("queue")
        if notice["kind"] == "replied" and notice["exercise"] == each["exercise"]
    )
    return (Look((int(each["key"], 36),)), *read)


def say(view: View) -> tuple[Deed, ...]:
    """Say what was written or spoken, whatever kind it is.

    Whoever does has read it: that is noted with the first thing said of a version.
    """
    each, given = shown(view), _given(view)
    if not each or given is None:
        return ()
    share = int(each["key"], 36)
    kind, at = _kind(view), place(view)
    said = tuple(Comment(share, kind, words, at, spoken) for words, spoken in to_send(given))
    return said if each["reviewed"] else (Comment(share, "reviewed"), *said)


def reviewed(view: View) -> tuple[Deed, ...]:
    each = shown(view)
    return (Comment(int(each["key"], 36), "reviewed"),) if each else ()
