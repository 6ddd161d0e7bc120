"""Kind answers to what is no answer: signs in a message, stickers and places, unknown commands, strange buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking
from bot.engine.callbacks import Callback
from bot.engine.deeds import AskToCall, DropCall
from bot.engine.effects import Button, Record, Remove, Say, Toast
from bot.engine.flow import step_of
from bot.engine.inputs import Heard, Other, Spoke, Typed
from bot.engine.session import unplaced
from bot.engine.sprint import Eased, Resumed, Wanted
from bot.engine.steps import Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.conversation import Conversation
    from bot.engine.inputs import Input
    from bot.engine.session import Session

CPR_REMOVED = N_(
    "I saw something that looks like a CPR number. I have deleted it, so that it does not lie here."
)
# Translators: the message is a recording, with words below it that had the number in them. It is gone from the chat.
CPR_BELOW_REMOVED = N_(
    "There was a CPR number in the words below your recording. "
    "I have deleted that message, so that it does not lie here."
)
CPR_KEPT = N_("That looks like a CPR number. I have not saved it. Please delete the message here yourself.")

OTHER = {
    "photo": N_("Thank you for the picture. I cannot look at pictures, so I have not saved it."),
    "location": N_("I do not need to know where you are, so I have not saved it."),
    "contact": N_("I do not save other people's contact details. Write only what you need for the exercise."),
    "poll": N_("I cannot answer polls."),
}
CALM = "@calm"
"""The button that goes on after a sign of distress. While it is the newest thing said, nothing else is."""
GENTLE = "@gentle"
"""The same after a sign of exhaustion. While it is offered, what is written may be the answer, and is asked about."""
ASK_TO_CALL = "@call_me"
"""The button that asks the contact person to call."""
DROP_CALL = "@no_call"
"""The button that takes that back."""
# Translators: {name} was asked before to call the reader, who is having a hard time. A button below asks once more.
ASKED_ALREADY = N_("I have told {name} already that you would like a call.")
SEEN_BY = N_(
    "{name} can see that you are having a hard time and would like a call, but perhaps only later. "
    "Nothing of what you wrote goes along. Are you in danger? Then call 112 now."
)
DROPPED = N_("It is taken back. {name} may have read it already. Are you in danger? Then call 112 now.")
DROPS_NOTHING = N_(
    "There is nothing to take back any more. If you are called, you can just say that you do not want to talk. "
    "Are you in danger? Then call 112 now."
)
NO_HURRY = N_(
    "Take your time. The question waits here. If you do not answer within a day, I delete what I have saved."
)
"""What is said in place of a break to somebody who has not agreed to anything yet."""
EXERCISE_WAITS = N_("The exercise can wait. What you wrote is not used in it.")
ALL_WAITS = N_("Everything else here can wait.")
# Translators: a short note on the screen, to somebody new: the button belongs to what was here before.
OLD_BUTTON = N_("That button is old. The newest question is at the bottom.")
NOT_UNDERSTOOD = N_("I can only read text and hear voice messages. Please write it to me.")
TAP = N_("I cannot read that. Tap one of the buttons.")


def answer_signs(talk: Conversation, given: Input) -> None:
    """Put care first: helpline numbers at once, and a CPR number taken away."""
    signs = talk.context.signs
    first: list[Say | Remove] = []
    if signs.care:
        first.append(Say(signs.care, apart=True, also=_heard_in(talk)))
    if signs.masked and not isinstance(given, Heard):
        first.append(removal(given))
    talk.effects[:0] = first


def removal(given: Input) -> Remove:
    """Take a message with a CPR number out of the chat; with words below a recording, the recording goes there too."""
    removed = CPR_BELOW_REMOVED if isinstance(given, Spoke) else CPR_REMOVED
    return Remove(getattr(given, "message", 0), Words(removed), Words(CPR_KEPT))


def _heard_in(talk: Conversation) -> str:
    """The language to say it in as well, as it was written in that: "" for the person's own, and in doubt."""
    heard, person = talk.context.signs.languages, talk.person
    if len(heard) != 1 or heard & {person.language, person.beneath}:
        return ""
    return min(heard)


def answer_other(talk: Conversation, given: Other, focus: Session) -> None:
    """Say kindly that this was no answer, keep what was written with it, and show the question again."""
    step = talk.flows[focus.flow].find(step_of(focus.at))
    reply = NOT_UNDERSTOOD if isinstance(step, Write) else TAP
    talk.effects.append(Say((Words(OTHER.get(given.kind, reply)),)))
    if given.text:
        keep_unplaced(talk, Typed(given.text, given.message))
    talk.run(focus, Wanted("@on"))


def put_aside(talk: Conversation, given: Typed | Spoke | Other, focus: Session) -> None:
    """What somebody in distress sends is no answer to an exercise: keep it, and let the exercise wait."""
    if isinstance(given, Typed | Spoke):
        keep_unplaced(talk, given)
    elif given.text:
        keep_unplaced(talk, Typed(given.text, given.message))
    if talk.context.signs.care:
        wait(talk, focus)
    else:
        stay(talk, focus)


def stay(talk: Conversation, focus: Session) -> None:
    """Say once in full that no human is here, and whom to call; after that, whom to call."""
    signs = talk.context.signs
    said = signs.relief or (signs.company[-1:] if focus.scratch.accompanied else signs.company)
    wait(talk, focus, said[:-1], said[-1:])


def wait(
    talk: Conversation, focus: Session, first: tuple[Words, ...] = (), last: tuple[Words, ...] = ()
) -> None:
    """Stay with the person, and let them decide whether to go on.

    It ends with whom to call, by itself or with what is said `last`: on a small phone only the end is in sight.
    """
    calm = focus.copy()
    prompt = calm.asked(calm.at)
    pausable = talk.flows[focus.flow].pausable
    ways = _ways(talk, focus)
    calm.offered(ways)
    calm.scratch = replace(calm.scratch, accompanied=calm.scratch.accompanied or bool(first))
    talk.changed[focus.id] = calm
    buttons = tuple(Button(label, Callback(focus.id, prompt, key).pack()) for key, label in ways)
    text = Words(EXERCISE_WAITS if pausable else ALL_WAITS)
    numbers = last or (() if _is_mild(talk, focus) else talk.context.signs.numbers)
    paragraphs = (*first, text, *_asked_already(talk, focus), *numbers)
    talk.effects.append(Say(paragraphs, buttons, session=focus.id, prompt=prompt))


def ease(talk: Conversation, given: Typed | Spoke, focus: Session) -> None:
    """What somebody sends after a sign of exhaustion may well be the answer: it is kept, and nothing alarms."""
    talk.run(focus, Eased(given, _ways(talk, focus)))


def _ways(talk: Conversation, focus: Session) -> tuple[tuple[str, Words], ...]:
    """The ways on from a sign of distress: a call where there is somebody to ask, on, and a break."""
    pause = (("@pause", Words(asking.PAUSE)),) if talk.flows[focus.flow].pausable else ()
    calm = GENTLE if _is_mild(talk, focus) else CALM
    return (*_call_me(talk, focus), (calm, Words(asking.CONTINUE)), *pause)


def _is_mild(talk: Conversation, focus: Session) -> bool:
    """Whether there was no more than a sign of exhaustion."""
    signs = talk.context.signs
    return not stays(focus) and (signs.exhausted if signs.care else is_gentle(focus))


def _call_me(talk: Conversation, focus: Session) -> tuple[tuple[str, Words], ...]:
    """To somebody in distress who has a contact person: the offer to ask them for a call, until they have done so."""
    if _has(talk, AskToCall) or (_offers(focus, DROP_CALL) and not _may_ask_again(talk)):
        # Translators: button. Take back that the contact person was asked to call.
        return ((DROP_CALL, Words(N_("I do not want a call after all"))),)
    offered = _may_ask_again(talk) or (_offers(focus, ASK_TO_CALL))
    name = _contact(talk, focus) if offered else ""
    # Translators: button. Ask the contact person, by name, to call.
    return ((ASK_TO_CALL, Words(N_("Ask {name} to call me"), {"name": name})),) if name else ()


def _may_ask_again(talk: Conversation) -> bool:
    return bool(talk.context.signs.care) or _has(talk, DropCall)


def _asked_already(talk: Conversation, focus: Session) -> tuple[Words, ...]:
    """After a new sign of distress: that the contact person was asked before, and has not answered yet."""
    name = _contact(talk, focus) if talk.context.signs.care else ""
    waits = bool(name) and talk.context.facts("call_waits", focus, talk.context) == "yes"
    return (Words(ASKED_ALREADY, {"name": name}),) if waits else ()


def _has(talk: Conversation, deed: type[AskToCall | DropCall]) -> bool:
    return any(isinstance(effect, deed) for effect in talk.effects)


def _contact(talk: Conversation, focus: Session) -> str:
    return str(talk.context.facts("contact_person", focus, talk.context))


def ask_to_call(talk: Conversation, focus: Session) -> None:
    """The contact person is told, at the citizen's wish; whom to call now is said once more."""
    name = _contact(talk, focus)
    if not name:
        wait(talk, focus)
        return
    talk.effects.append(AskToCall())
    wait(talk, focus, (Words(SEEN_BY, {"name": name}),))


def drop_call(talk: Conversation, focus: Session) -> None:
    """The call is wanted no more: as long as nobody has seen to it, it waits for nobody."""
    focus = focus.copy()
    focus.scratch = replace(focus.scratch, offered=None)
    if talk.context.facts("call_waits", focus, talk.context) != "yes":
        wait(talk, focus, (Words(DROPS_NOTHING),))
        return
    talk.effects.append(DropCall())
    wait(talk, focus, (Words(DROPPED, {"name": _contact(talk, focus)}),))


def pause(talk: Conversation, session: Session) -> None:
    """Take a break; after a sign of distress not without a kind word."""
    if not talk.person.agreed:
        talk.effects.append(Say((Words(NO_HURRY),)))
        talk.person = replace(talk.person, focus=session.id)
        return
    farewell = talk.context.signs.farewell
    if stays(session) or is_gentle(session):
        talk.effects.append(Say(farewell if stays(session) else farewell[:1]))
    talk.run(session, Wanted("@pause"))


def stays(session: Session) -> bool:
    """Whether a sign of distress is the newest thing that was answered in this session."""
    return _offers(session, CALM)


def is_gentle(session: Session) -> bool:
    """Whether it is a sign of exhaustion."""
    return _offers(session, GENTLE)


def _offers(session: Session, key: str) -> bool:
    offered = session.scratch.offered
    return offered is not None and offered.has(key)


def keep_unplaced(talk: Conversation, given: Typed | Spoke) -> None:
    """Store what somebody sent although it answers no question."""
    talk.effects.append(Record(talk.person.focus, "", unplaced(given), given.message))


def unknown_command(talk: Conversation, focus: Session) -> None:
    """Say which commands there are."""
    told = Words(N_("I do not know that command. These work: /menu, /help, /pause, /stop."))
    talk.effects.append(Say((told,)))
    talk.run(focus, Wanted("@on"))


LOST = N_("That button does not belong to anything here. This is where we are.")
# Translators: staff have tapped something that was about a citizen who has deleted everything, or does not want them.
GONE_OF_STAFF = N_("It is not here any more, so nothing has happened. This is where we are.")


def strange_button(talk: Conversation) -> None:
    """A button that is not this person's, or of a flow that is gone; whoever is new here has other things to read.

    It can be one from before they deleted everything: then it says only that it is old.
    """
    if not talk.person.agreed:
        talk.effects.append(Toast(Words(OLD_BUTTON)))
    else:
        talk.effects.append(Say((Words(GONE_OF_STAFF if talk.person.hat else LOST),)))
    talk.run(talk.focus() or talk.home(), Resumed())
