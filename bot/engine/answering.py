"""Reading an input as an answer, storing it, and going on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine import asking, walking
from bot.engine.callbacks import Callback
from bot.engine.effects import Listen, Record, Settle
from bot.engine.flow import step_of
from bot.engine.inputs import Spoke, Typed
from bot.engine.recording import flaw, recorded
from bot.engine.scratch import Pending
from bot.engine.session import source, unplaced
from bot.engine.steps import Accept, Again, Ask, Confirm, Given, Question, Redraw, Speak, Write
from bot.engine.steps.writing import LONG_SECONDS
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.sprint import Chosen
    from bot.engine.turn import Turn

NOT_WRITTEN_DOWN = N_("Thank you. Your recording is saved. I cannot write down what you say.")
# Translators: below that the recording of an answer is saved, which no program writes down. They may have told in it
# that they are in distress.
NOBODY_HEARS = N_("Nobody hears it right now. If things are very hard for you, write to me, or call 112.")
# Translators: said to whoever answers by voice where that does not do, as for a day or a number.
TAP_OR_WRITE = N_("Tap a button here, or write it.")
PLEASE_WRITE = N_("Write it here.")
CAN_SKIP = N_("You can also skip this question.")
SEE_EXAMPLE = N_("Tap <b>{button_example}</b>. It shows how little is enough.")
SAVED = N_("Thank you. It is saved.")
LISTENING = N_("I am listening to what you said. It takes a moment.")


def answer(turn: Turn, given: Given, tapped: Chosen | None = None, *, listened: bool = False) -> None:
    """Give an input to the question at hand; `tapped` is the button it came from, if any.

    A recording that answers nothing by itself is `listened` to first, where that can be.
    """
    question = turn.question
    if question is None:
        turn.unplaced(given)
        walking.settle(turn)
        return
    if turn.session.scratch.resting:
        turn.unplaced(given)
        kept = N_("Thank you for telling me. I have kept it, but it is not part of the exercise.")
        turn.say(Words(kept), Words(N_("Tap one of the buttons to go on or to stop.")))
        walking.pose(turn, question)
        return
    if isinstance(given, Spoke) and not listened and _first_listens(turn, given, question):
        return
    outcome = question.take(given, turn.view())
    match outcome:
        case Accept():
            whole = replace(outcome, answer=with_source(outcome.answer, given))
            accept(turn, question, whole, tapped, moved=_kept_aside(turn, whole.answer))
        case Confirm():
            confirm(turn, given, outcome)
        case Again():
            _not_an_answer(turn, given, *_why(turn, given, outcome.why))
        case Redraw():
            turn.session.scratch = replace(
                turn.session.scratch, picked=outcome.picked, page=outcome.page, pending=None
            )
            turn.effects.append(asking.message(turn, edits=tapped.message if tapped else 0))


def _first_listens(turn: Turn, given: Spoke, question: Question) -> bool:
    """Keep a recording, and have it listened to, where the question needs the words; whether that is so."""
    if (
        _stands_at_once(turn, question)
        or not turn.context.listens
        or flaw(given)
        or given.seconds > LONG_SECONDS
    ):
        return False
    turn.unplaced(given)
    turn.effects.append(Listen(given.message))
    scratch = turn.session.scratch
    # One that was not offered yet belongs to this one; after an offer somebody says it anew.
    before = None if scratch.heard else scratch.spoken
    earlier = (*scratch.earlier, (before.message, "")) if before else ()
    takes = (*scratch.takes, (before.message, before.file, before.seconds)) if before else ()
    turn.session.scratch = replace(scratch, spoken=given, heard="", earlier=earlier, takes=takes)
    turn.say(Words(LISTENING))
    return True


def _stands_at_once(turn: Turn, question: Question) -> bool:
    """Whether a recording is the answer before anybody has listened; what goes to others is shown to them first."""
    spoken = isinstance(question, Speak) or (isinstance(question, Write) and question.voice)
    return spoken and not is_sent_on(turn)


def is_sent_on(turn: Turn) -> bool:
    """Whether what is said at the question at hand goes to others, who are told by the flow itself."""
    return step_of(turn.session.at) in turn.flow.sent_on


def _why(turn: Turn, given: Given, why: Words) -> tuple[Words, ...]:
    """Why this is no answer; of a recording where words cannot be heard what to do, and not that they spoke badly.

    Whoever has tried before is told how else they can go on.
    """
    question = turn.question
    if question is None or not isinstance(given, Spoke) or turn.context.listens or flaw(given):
        return (why,)
    spoken = isinstance(question, Write | Speak) or (isinstance(question, Ask) and question.own_words())
    please = TAP_OR_WRITE if question.options(turn.view()) else PLEASE_WRITE
    told = why if spoken else Words(please)
    return (told, *_way_on(question)) if turn.session.scratch.missed else (told,)


def _way_on(question: Question) -> tuple[Words, ...]:
    """What somebody can do who would rather not write."""
    if question.skippable and not question.asks_again:
        return (Words(CAN_SKIP),)
    return (Words(SEE_EXAMPLE),) if question.example else ()


def lead(turn: Turn, key: str) -> None:
    """Make a choice by words that answer the question it leads to, and stand there."""
    place, question, chosen = turn.session.at, asking.at(turn), {"kind": "choice", "value": key}
    turn.session.status = "open"
    turn.record(place, chosen)
    walking.leave(turn, place)
    walking.jump(turn, turn.flow.graph.after(place, question.trigger(chosen), turn.view()))


def confirm(turn: Turn, given: Given, outcome: Confirm) -> None:
    """Keep what was sent aside, show how it was read, and wait for a yes."""
    if isinstance(given, Typed):
        content = unplaced(given)
        turn.effects.append(Record(turn.session.id, "", content, given.message, moved=(given.message,)))
    pending = Pending(with_source(outcome.answer, given), outcome.also)
    turn.session.scratch = replace(turn.session.scratch, pending=pending)
    turn.ask()


def _kept_aside(turn: Turn, answer: Answer) -> tuple[int, ...]:
    """The messages of an answer that waited for its yes, and were kept aside until now."""
    pending = turn.session.scratch.pending
    return tuple(number for number, _ in answer.get("parts", ()) if pending and pending.has(number))


def _not_an_answer(turn: Turn, given: Given, *why: Words) -> None:
    """Keep what was sent, say why it is no answer, and ask again."""
    turn.unplaced(given)
    turn.say(*why)
    turn.missed = True
    turn.session.scratch = replace(turn.session.scratch, missed=turn.session.scratch.missed + 1)
    if isinstance(given, Typed) and not isinstance(turn.question, Write):
        _offer_correction(turn)
    turn.ask()


def _offer_correction(turn: Turn) -> None:
    """Lead back to what was written just before, which may be what these words correct, where no way back is shown."""
    before = turn.session.trail[-1] if turn.session.trail else ""
    answer = turn.session.answers.get(before)
    way_back = any(key == "@back" for key, _ in asking.ways(turn))
    if answer is not None and answer["kind"] == "text" and not way_back:
        turn.extra.append((f"@edit_{before}", turn.flow.change_button(before, turn.view(before))))


def accept(
    turn: Turn,
    question: Question,
    outcome: Accept,
    tapped: Chosen | None = None,
    moved: tuple[int, ...] = (),
) -> None:
    """Store an answer to the question at hand and go on. `moved` are messages that were kept aside until now."""
    place, given, remark = turn.session.at, outcome.answer, outcome.remark
    symbol = asking.symbol(turn, tapped.key) if tapped is not None else ""
    before = turn.session.answers.get(place)
    has_spoken = any(map(recorded, turn.session.answers.values()))
    corrected = before is not None and before["kind"] != "skipped" and not question.asks_again
    if before is not None and turn.session.scratch.beside and given["kind"] == "text":
        given = {"recording": recorded(before), **given}
    if turn.takes_energy(question) and turn.person.energy > 0:
        turn.person = replace(turn.person, energy=turn.person.energy - 1)
    turn.record(place, given, moved)
    turn.record_also(outcome.also)
    own = question.own_words() if isinstance(question, Ask) else None
    if own and own.key == given["value"] and not outcome.also:
        turn.anew.add(turn.view().beside(own.goto))
    if tapped is not None and tapped.message:
        data = Callback(turn.session.id, tapped.prompt, tapped.key).pack()
        turn.effects.append(Settle(tapped.message, question.shown(given, turn.view()), data, symbol))
    if outcome.note is not None:
        turn.say(outcome.note)
    if remark is not None:
        turn.say(remark)
        turn.extra.append((f"@edit_{place}", Words(asking.SHORTEN)))
    elif given["kind"] == "voice" and isinstance(question, Write) and not is_sent_on(turn):
        _keep_recording(turn, place, given, (SAVED,) if has_spoken else (NOT_WRITTEN_DOWN, NOBODY_HEARS))
    elif turn.flow.pausable and any(
        each["kind"] in {"text", "voice"} for each in (given, *outcome.also.values())
    ):
        turn.say(Words(_receipt(turn, corrected=corrected)))
    walking.leave(turn, place)
    walking.move(turn, question.trigger(given))


def _keep_recording(turn: Turn, place: str, given: Answer, receipt: tuple[str, ...]) -> None:
    """Have a recording listened to where that can be; else offer to write the answer too.

    That it is not written down, and heard by nobody, is told once in an exercise.
    """
    if turn.context.listens:
        turn.effects.append(Listen(given["parts"][0][0]))
        turn.say(Words(N_("Thank you. Your recording is saved. I am writing down what you said.")))
        return
    turn.say(*map(Words, receipt))
    name = turn.flow.short(place, turn.view(place))
    turn.extra.append((f"@also_{place}", Words(asking.WRITE_TOO, {"question": name})))


def _receipt(turn: Turn, *, corrected: bool) -> str:
    """What to say to an answer in the person's own words."""
    if turn.context.signs.masked:
        return N_("Thank you. The rest is saved.")
    return N_("Changed.") if corrected else SAVED


def with_source(answer: Answer, given: Given) -> Answer:
    """The answer with the messages it came from, so that a later edit finds it."""
    if isinstance(given, Typed):
        elsewhere = answer.get("parts") == []  # a choice; the words are the answer that it leads to
        return answer if elsewhere else {**source(given), **answer}
    if isinstance(given, Spoke):
        return {"parts": [[given.message, given.caption]], **answer}
    return answer
