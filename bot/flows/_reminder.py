"""What a reminder computes when it comes: whether it may, who it is from, what it is of, and what a tap means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.coaching.reminding import blocker
from bot.coaching.reminding import ring as judged
from bot.engine.bell import Ring
from bot.engine.context import Item
from bot.engine.deeds import AnswerReminder, Await, Deliver, Respond, StopReminder
from bot.engine.hours import allowed_from, later_today
from bot.engine.inputs import Spoke, Typed
from bot.engine.recording import Recording, flaw
from bot.engine.session import unplaced
from bot.engine.steps import Accept, Again, Pick, Tap
from bot.engine.steps.writing import has_words
from bot.engine.text import N_, Words, brief, literal
from bot.flows._coming import SENDER
from bot.flows._company import named, titled
from bot.flows._sending import ASKS, is_spoken, to_send
from bot.flows._spoken import ANSWER_TO, HEAR, ON_A_CAPTION, captioned

if TYPE_CHECKING:
    from datetime import datetime

    from bot.coaching.reminding import Blocker
    from bot.engine.deeds import Deed, Delivered
    from bot.engine.session import Answer
    from bot.engine.steps import Given, Outcome
    from bot.engine.text import Value
    from bot.engine.view import Lists, Values, View

STILL_ASKED_FOR = timedelta(hours=24)
"""How long after the promised moment something may come that was put off."""

# Translators: what a citizen reads who opens a reminder. {person} is a name and a role: "Jonas, mentor".
OF_EXERCISE = N_("A reminder from <b>{person}</b>:\n\n{what}\n\nDo you have time for it now?")
WRITTEN = N_("From <b>{person}</b>:\n\n{text}\n\n<i>What you write or record here goes to {name}.</i>")
GONE = N_("There is nothing to open here any more.")
# Translators: button. Answer whoever has written the reminder.
ANSWER = N_("✏ Answer {name}")
# Translators: button. This reminder, which comes again and again, shall come no more.
STOP = N_("Stop these")


def reminded(view: View) -> dict[str, Any]:
    """What the errand reminds of now; empty where it comes no more."""
    found: dict[str, Any] = view.fact("reminded")
    return found


def ring(view: View, promised: datetime) -> Ring:
    """Whether the person is asked now, and what is to be noted of the moments until now.

    `promised` is the moment for which the timer was set.
    """
    known = reminded(view)
    if not known:
        return Ring()
    if known["asked"]:
        return _again(view, known, promised)
    if known["due"] is None:
        return Ring()
    now, reminder = view.context.now, int(known["key"], 36)
    verdict = judged(known["rule"], known["due"], now, view.hours, _blocker(view, known))
    left_out = tuple(
        Deliver(reminder, each.due, "held_up" if each.held_up else "missed", each.reason)
        for each in verdict.left_out
    )
    awaited = Await(reminder, verdict.due, verdict.at)
    if verdict.send is None:
        return Ring(deeds=(*left_out, awaited))
    return _told(view, reminder, verdict.send, *left_out, awaited)


def _again(view: View, known: dict[str, Any], promised: datetime) -> Ring:
    """The same for what the person has put off; they chose the day, so it may be a free one."""
    now, reminder, asked = view.context.now, int(known["key"], 36), known["asked"]
    in_the_way, hours = _blocker(view, known), view.hours.on_any_day
    if asked["state"] != "later":
        return Ring()
    if now - promised > STILL_ASKED_FOR:
        return Ring(deeds=(Deliver(reminder, asked["due"], "missed", "off"),))
    if not hours.allow(now):
        return Ring(deeds=(Respond(view.session.id, "later", allowed_from(now, hours)),))
    if in_the_way:
        return Ring(deeds=(Deliver(reminder, asked["due"], "held_up", in_the_way),))
    return _told(view, reminder, asked["due"])


def _told(view: View, reminder: int, due: datetime, *noted: Deed) -> Ring:
    """The session asks with its next message; where one of today waits unopened, that leads to this reminder too."""
    unopened = view.fact("unopened")
    before = view.context.sessions.get(unopened["session"]) if unopened else None
    if before is not None and before.at == "greeting":
        session, prompt = before.id, int(unopened["prompt"])
    else:
        session, prompt = view.session.id, view.session.prompt + 1
    told = Deliver(reminder, due, "sent", session=session, prompt=prompt)
    return Ring(session == view.session.id, (*noted, told))


def _blocker(view: View, known: dict[str, Any]) -> Blocker:
    person, reachable = view.person, view.context.reachable
    return blocker(agreed=person.agreed, reachable=reachable, quiet=person.quiet, declined=known["declined"])


def controls(view: View) -> tuple[Item, ...]:
    """What can be done without opening it, beside what always can: only what comes again can be stopped."""
    known = reminded(view)
    comes_again = bool(known) and known["rule"].kind != "once"
    return (Item("stop", Words(STOP)),) if comes_again else ()


def ways(view: View) -> tuple[Item, ...]:
    """What the person can do now that they know what it is; nothing where it is gone."""
    known = reminded(view)
    hear = (Item("hear", Words(HEAR)),) if own_recordings(view) else ()
    of_text = (
        Item("done", Words(N_("✔ Done"))),
        Item("answer", Words(ANSWER, {"name": sender(view)})),
        *hear,
    )
    now: tuple[Item, ...] = (*view.fact("reminded_work"), *(of_text if known and known["text"] else ()))
    not_now = (Item("later", Words(N_("Later today"))), Item("not_today", Words(N_("Not today"))))
    return (*now, *not_now, *controls(view)) if now else ()


def way(view: View) -> str:
    """What was chosen, or whether an exercise is to be begun or opened."""
    chosen = str(view.value("what"))
    if chosen.startswith("new_"):
        return "begin"
    return chosen if chosen in ("done", "answer", "hear", "later", "not_today", "stop") else "open"


def message(view: View) -> Words:
    """Who it is from, and what it says or is of."""
    known = reminded(view)
    if not known:
        return Words(GONE)
    shared = view.fact("reminded_work") if known["exercise"] else ()
    what = shared[0].label if shared else titled(view, known["flow"])
    return told(known, known["text"], what)


def told(sender: dict[str, Any], text: str, what: Words) -> Words:
    """The words of a reminder of an exercise, or of a text if there is one; `sender` has a `name` and a `role`."""
    person = named(sender)
    if text:
        return Words(WRITTEN, {"person": person, "text": text, "name": sender["name"]})
    return Words(OF_EXERCISE, {"person": person, "what": what})


def sender(view: View) -> str:
    return str(reminded(view).get("name", "–"))


def waiting(view: View) -> tuple[dict[str, Any], ...]:
    """What the errand's message asks for and the person has not come to yet."""
    return tuple(each for each in view.fact("reminders_waiting") if _state(each) == "sent")


def more(view: View) -> bool:
    return bool(waiting(view))


def coming(view: View) -> str:
    """The reminder that the person comes to next; what was looked at before where nothing waits."""
    known = view.fact("reminders_waiting")
    return next((str(each["key"]) for each in (*waiting(view), *_unfinished(view), *known)), "0")


def _state(known: dict[str, Any]) -> str:
    """What has become of a reminder; "" of none, and of one that no message has asked for."""
    return str(known["asked"].get("state", "")) if known else ""


def _unfinished(view: View) -> tuple[dict[str, Any], ...]:
    return tuple(
        each for each in view.fact("reminders_waiting") if _state(each) not in ("", "done", "stopped")
    )


def stops_at_once(view: View) -> bool:
    """Whether "Stop these" can mean nothing but the one reminder that the message came for."""
    return view.value("greeting") == "stop" and len(view.fact("reminders_waiting")) == 1


def can_wait(view: View) -> bool:
    """Whether there is anything left to put off: the reminder that is looked at, before that any."""
    return (
        _state(reminded(view)) not in ("done", "stopped")
        if view.value("current")
        else bool(_unfinished(view))
    )


def opens(view: View) -> bool:
    """Whether there is something to open: it still comes, and its exercise is still there."""
    return bool(ways(view))


def respond(state: Delivered) -> Any:
    """The deed that notes what the person does."""

    def deeds(view: View) -> tuple[Deed, ...]:
        known = reminded(view)
        return (Respond(view.session.id, state, reminder=int(known["key"], 36)),) if _state(known) else ()

    return deeds


def leave_all(view: View) -> tuple[Deed, ...]:
    """Nothing that this message asks for is wanted today."""
    return (
        (Respond(view.session.id, "not_today"),) if any(map(_state, view.fact("reminders_waiting"))) else ()
    )


def later(view: View) -> tuple[Deed, ...]:
    """Ask again later today about the one that is looked at."""
    known = reminded(view)
    return (_put_off(view, known),) if _state(known) else ()


def later_all(view: View) -> tuple[Deed, ...]:
    """The same about all that is not over."""
    return tuple(_put_off(view, each) for each in _unfinished(view))


def later_rest(view: View) -> tuple[Deed, ...]:
    """The same about what they have not come to."""
    return tuple(_put_off(view, each) for each in waiting(view))


def _put_off(view: View, known: dict[str, Any]) -> Respond:
    """Ask again later today, unless it comes again before that."""
    at = later_today(view.context.now, view.hours)
    comes_first = known["due"] is not None and known["due"] <= at
    return Respond(view.session.id, "later", None if comes_first else at, int(known["key"], 36))


def stop(view: View) -> tuple[Deed, ...]:
    known = reminded(view)
    return (*respond("stopped")(view), StopReminder(int(known["key"], 36))) if known else ()


def whose(view: View) -> dict[str, Answer]:
    """Who has sent it, for the messages, where nothing more of theirs can be wanted."""
    by = reminded(view).get("by", "")
    return {SENDER: {"kind": "choice", "value": by}} if by else {}


def is_text(view: View) -> str:
    """Whether what is opened is a text of its sender's, which can be answered."""
    return "yes" if reminded(view).get("text") else "no"


@dataclass(frozen=True, kw_only=True)
class Opened(Pick):
    """A reminder that is read. Words to a text of its sender's, spoken too, answer them, and are kept at `reply`."""

    reply: str

    def understands(self, text: str, view: View) -> bool:
        return view.value("is_text") == "yes" and has_words(text)

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Tap) or not self._answers(given, view):
            return Pick.take(self, given, view)
        if isinstance(given, Spoke) and (why := flaw(given)):
            return Again(Words(why))
        # The message is the words' own: an edit of it changes nothing that was chosen.
        said = unplaced(given)
        return Accept({"kind": "choice", "value": "answer", "parts": []}, also={self.reply: said})

    def _answers(self, given: Typed | Spoke, view: View) -> bool:
        if isinstance(given, Spoke):
            return bool(view.value("is_text") == "yes")
        return self.understands(given.text, view)


def replying(view: View) -> str:
    """Whether what was said can go to the sender: "nothing" where nothing was, "gone" where they follow no more.

    What was spoken is "heard" first.
    """
    if not reminded(view).get("text"):
        return "gone"
    if is_spoken(view.answer("reply")):
        return "heard"
    return "yes" if view.value("reply") else "nothing"


def can_go(view: View) -> bool:
    """Whether it still can, once it has been heard."""
    return bool(reminded(view).get("text"))


def own(view: View) -> Words:
    """What a recording of one's own is called: that it is the answer, and to what."""
    return _captioned(view)


def own_recordings(view: View) -> tuple[Recording, ...]:
    """What the person has answered to it by voice, to be heard again."""
    spoken = (each for each in reminded(view).get("answers", ()) if each["recording"])
    return tuple(Recording(each["recording"]["file"], _captioned(view, each["day"])) for each in spoken)


def _captioned(view: View, *when: Value) -> Words:
    what = brief(literal(reminded(view).get("text", "")), ON_A_CAPTION)
    return captioned(Words(ANSWER_TO, {"name": sender(view)}), *when, what)


def asks_to_hear(view: View) -> Words:
    return Words(ASKS, {"name": sender(view)})


def reply(view: View) -> tuple[Deed, ...]:
    """The sender gets what was written or spoken."""
    said = view.session.answers["reply"]
    reminder = int(reminded(view)["key"], 36)
    return tuple(AnswerReminder(reminder, words, spoken) for words, spoken in to_send(said))


VALUES: Values = {
    "asks_to_hear": asks_to_hear,
    "can_go": can_go,
    "to_whom": sender,
    "can_wait": can_wait,
    "message": message,
    "more": more,
    "replying": replying,
    "opens": opens,
    "sender": sender,
    "stops_at_once": stops_at_once,
    "way": way,
}
LISTS: Lists = {"controls": controls, "ways": ways}
