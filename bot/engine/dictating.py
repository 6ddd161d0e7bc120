"""What was heard in a voice message: shown for correction before it counts, and never in the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import answering, asking, editing, walking
from bot.engine.adopting import KEEP, USE
from bot.engine.early import covered, joined
from bot.engine.editing import GONE_ON
from bot.engine.flow import step_of
from bot.engine.inputs import Said
from bot.engine.steps import Accept, Pick, Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.inputs import Heard, Spoke
    from bot.engine.session import Session
    from bot.engine.turn import Turn

USED_HERE, RECORDED_HERE = "@heard", "@recorded"
"""The buttons that answer the question at hand with what was heard, and with the recording alone."""
# Translators: shown below the question that somebody has answered by voice: what the program heard in that.
OF_ANSWER = N_("<b>{question}</b>\nI heard this in your recording:\n<i>{heard}</i>")
I_HEARD = N_("I heard this:\n<i>{heard}</i>")
IS_RIGHT = N_("Is that right?")
YES = N_("Yes, use it")
NO = N_("I will write it")
ONLY_RECORDED = N_("Keep only the recording")
HAS_CPR = N_("I have left out what sounds like a CPR number. It is still in your recording.")
STANDS = N_("That is fine. Your recording stands as it is.")
NOT_HEARD_HERE = N_("I could not hear what you said. Say it again, or write it.")
NOT_HEARD = N_("I could not hear what you say in your recording. It is saved as it is.")


def is_awaited(session: Session, given: Heard) -> bool:
    """Whether this was said in answer to the question at hand, which still waits for it."""
    scratch = session.scratch
    awaited = (*dict(scratch.earlier), scratch.spoken.message) if scratch.spoken else ()
    return given.message in awaited and session.status == "open"


def heard(turn: Turn, given: Heard) -> None:
    """Offer what was heard in an answer, to be used in its place; say once where nothing was."""
    place = editing.place_of(turn, given.message)
    answer = turn.session.answers.get(place)
    if answer is None and given.text:
        turn.say(Words(I_HEARD, {"heard": given.text}), *_masked(turn), Words(GONE_ON))
    if answer is None or answer["kind"] != "voice":
        return  # another one was given since
    question = turn.flow.short(place, turn.view(place))
    if not given.text:
        turn.say(
            Words(NOT_HEARD), buttons=((f"@also_{place}", Words(asking.WRITE_TOO, {"question": question})),)
        )
        return
    turn.record(place, {**answer, "heard": given.text})
    told = Words(OF_ANSWER, {"question": question, "heard": given.text})
    ways = (
        (f"{USE}{place}", Words(YES)),
        (f"@also_{place}", Words(NO)),
        (f"{KEEP}{place}", Words(ONLY_RECORDED)),
    )
    turn.say(told, *_masked(turn), Words(IS_RIGHT), buttons=ways)


def heard_here(turn: Turn, given: Heard) -> None:
    """Offer what was heard at the question at hand as the answer to it; the recording itself where nothing was.

    Of several recordings that came at once the last one brings the offer.
    """
    scratch = turn.session.scratch
    if given.message in dict(scratch.earlier) and not scratch.heard:
        known = {**dict(scratch.earlier), given.message: given.text}
        turn.session.scratch = replace(scratch, earlier=tuple(known.items()))
        return
    before = ((0, scratch.heard),) if scratch.heard else scratch.earlier
    parts = [*before, (given.message, given.text)]
    text = joined(covered(turn, parts))
    told_of = tuple((message, "") for message, _ in scratch.earlier)
    turn.session.scratch = replace(scratch, heard=text, earlier=told_of)
    told, hidden = Words(I_HEARD, {"heard": text}), _masked(turn, over=text != joined(parts))
    sent, elsewhere = _goes_to_somebody(turn), turn.person.focus != turn.session.id
    if sent and elsewhere:
        _not_sent(turn, *((told, *hidden) if text else (Words(NOT_HEARD),)))
        return
    if not text:
        _not_heard_here(turn)
        return
    alone = ((RECORDED_HERE, Words(ONLY_RECORDED)),) if _goes_alone(turn) else ()
    ways = ((USED_HERE, Words(YES)), ("@ask", Words(NO)), *alone)
    asked = (turn.view().text(asking.at(turn)),) if sent or elsewhere else ()
    turn.say(*asked, told, *hidden, Words(IS_RIGHT), buttons=ways)


def _goes_to_somebody(turn: Turn) -> bool:
    """Whether a recording goes to others, from the question at hand or from one that it leads to."""
    question, spoken = turn.question, turn.session.scratch.spoken
    if answering.is_sent_on(turn) or question is None or spoken is None:
        return answering.is_sent_on(turn)
    outcome = question.take(spoken, turn.view())
    return isinstance(outcome, Accept) and any(step_of(place) in turn.flow.sent_on for place in outcome.also)


def _not_sent(turn: Turn, *told: Words) -> None:
    """Whoever has gone on from what goes to somebody sends nothing by a yes: what they said is kept aside."""
    said = found_right(turn)
    if said is None:
        only_recorded(turn)
    else:
        turn.unplaced(said)
    turn.say(*told, Words(GONE_ON))


def _goes_alone(turn: Turn) -> bool:
    """Whether the recording goes to somebody without its words too, where it is the only one."""
    question, scratch = turn.question, turn.session.scratch
    if question is None or scratch.spoken is None or scratch.earlier:
        return False
    own_words = isinstance(question, Write | Pick) or _goes_to_somebody(turn)
    return own_words and isinstance(question.take(scratch.spoken, turn.view()), Accept)


def _not_heard_here(turn: Turn) -> None:
    """The recording itself may answer, where own words do; else the question is asked again."""
    question, spoken = turn.question, turn.session.scratch.spoken
    turn.session.scratch = replace(turn.session.scratch, spoken=None)
    if question and spoken and isinstance(question.take(spoken, turn.view()), Accept):
        answering.answer(turn, spoken, listened=True)
        return
    turn.say(Words(NOT_HEARD_HERE))
    turn.missed = True
    walking.stand_again(turn)


def only_recorded(turn: Turn) -> Spoke | None:
    """The recording that was made at the question at hand, which somebody wants to send as it is; None for none."""
    spoken = turn.session.scratch.spoken
    turn.session.scratch = replace(turn.session.scratch, spoken=None, heard="", earlier=(), takes=())
    return spoken


def found_right(turn: Turn) -> Said | None:
    """What was heard at the question at hand, which somebody says is right; None where nothing waits for that."""
    scratch = turn.session.scratch
    if not scratch.heard or scratch.spoken is None:
        return None
    turn.session.scratch = replace(scratch, spoken=None, heard="", earlier=(), takes=())
    return _said(turn, scratch.heard, scratch.spoken, scratch.takes)


def _said(turn: Turn, heard: str, spoken: Spoke, takes: tuple[tuple[int, str, int], ...]) -> Said:
    """What was heard, with the words below the recording where they can be part of the answer."""
    before = [(message, "") for message, _, _ in takes]
    parts = editing.heard_parts(turn, heard, [*before, (spoken.message, spoken.caption)])
    return Said(
        joined(parts) if isinstance(turn.question, Write) else heard,
        spoken.message,
        spoken=spoken,
        parts=tuple((number, words) for number, words in parts),
        before=tuple((file, seconds) for _, file, seconds in takes),
    )


def keep_recording(turn: Turn, place: str) -> None:
    """What was heard is forgotten, and the recording stays the answer, where it still is."""
    answer = turn.session.answers.get(place)
    turn.unhear(place)
    if answer is not None and answer["kind"] == "voice":
        turn.say(Words(STANDS))
    walking.stand_again(turn)


def _masked(turn: Turn, *, over: bool = False) -> tuple[Words, ...]:
    """That a number was covered, where one was: in what was heard just now, or one that runs `over` from before."""
    return (Words(HAS_CPR),) if turn.context.signs.masked or over else ()
