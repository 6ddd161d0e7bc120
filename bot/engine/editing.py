"""Changing an earlier answer: from a button, or by editing the message it was written in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.engine import answering, asking, performing, walking
from bot.engine.early import amended, covered, fits, joined
from bot.engine.effects import Record, Say
from bot.engine.inputs import Edited, Typed
from bot.engine.recording import recorded
from bot.engine.scratch import Scratch
from bot.engine.session import unplaced
from bot.engine.steps import Accept, Again, Confirm, Question
from bot.engine.text import N_, Words
from bot.engine.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

SENT = N_("That was sent before you changed it, and stays as it was. Write a new one if you want to.")
NO_ANSWER = N_("I have kept your change. It changes no answer, and nothing that you have sent to others.")
NO_ROOM = N_("There is no room for that in the answer it belongs to. I have kept it by itself.")
GONE_ON = N_("We have gone on since then, so I have not used it.")
GO_ON = (("@on", Words(asking.CONTINUE)),)


def change(turn: Turn, place: str, *, ask: bool = True) -> None:
    """Go back to an earlier question; after it the person comes to the first unanswered one, or where they stood.

    `ask` is false where the caller asks something of its own there.
    """
    session = turn.session
    known = place in session.answers or place in session.trail
    if not (known and _can_be_asked(turn, place)):
        walking.stand_again(turn)
        return
    stood = turn.flow.reopen if session.status == "done" and turn.flow.reopen else session.at
    session.detour = session.detour or (stood if stood != place else "")
    session.status = "open"
    walking.jump(turn, place)
    if ask:
        turn.ask()


def write_too(turn: Turn, place: str) -> None:
    """Ask for an answer that was spoken in writing as well: the recording stays beside what is written now."""
    change(turn, place)
    answer = turn.session.answers.get(place)
    if answer is not None and turn.session.at == place:
        turn.session.scratch = replace(turn.session.scratch, beside=bool(recorded(answer)))


def _can_be_asked(turn: Turn, place: str) -> bool:
    """Whether there is a question at a place still, and it may be asked."""
    question = turn.flow.at(place) if turn.flow.exists(place) else None
    return isinstance(question, Question) and not question.is_left_out(turn.view(place))


def back(turn: Turn) -> None:
    """Go to the question before this one."""
    if turn.session.trail:
        change(turn, turn.session.trail[-1])
    else:
        turn.say(Words(N_("This is the first question.")))
        turn.ask()


def offer(turn: Turn) -> None:
    """List the answers so far, each to be changed by a tap."""
    answered = [place for place in turn.session.answers if changeable(turn, place)]
    if not answered:
        turn.say(Words(N_("There is no answer to change yet.")))
        walking.stand_again(turn)
        return
    buttons = tuple((f"@edit_{place}", turn.flow.short(place, turn.view(place))) for place in answered)
    turn.say(Words(N_("Which answer do you want to change?")), buttons=(*buttons, *GO_ON))


def changeable(turn: Turn, place: str) -> bool:
    """Whether this answer is one that a person would want to change: not a menu's, not a hand-over's."""
    return _can_be_asked(turn, place) and turn.flow.is_question(place)


def edited(turn: Turn, given: Edited) -> None:
    """The person has changed a message: change the answer that it was (a part of)."""
    _amend_early(turn, given)
    pending = turn.session.scratch.pending
    if pending is not None and pending.has(given.message):
        answering.answer(turn, Typed(given.text, given.message))
        return
    place = place_of(turn, given.message)
    if not place:
        _unplaced(turn, given)
        return
    answer = turn.session.answers[place]
    changed = [[number, given.text if number == given.message else text] for number, text in answer["parts"]]
    if not fits(changed) and _length(changed) > _length(answer["parts"]):
        _refused(turn, given, Words(NO_ROOM))
        return
    parts = covered(turn, changed)
    if answer["kind"] == "voice":
        turn.record(place, {**answer, "parts": parts}, moved=(given.message,))
        turn.say(_changed(turn, place), buttons=GO_ON)
        return
    _read_anew(turn, place, parts, given.message)


def used_as_heard(turn: Turn, place: str) -> None:
    """Make the text of a recording, which somebody says was heard right, the answer; the recording stays beside it."""
    answer = turn.session.answers.get(place)
    if answer is None or not answer.get("heard") or not _can_be_asked(turn, place):
        if answer is not None and answer["kind"] == "voice":
            turn.say(Words(GONE_ON))
        walking.stand_again(turn)
        return
    parts = heard_parts(turn, answer["heard"], answer["parts"])
    _read_anew(turn, place, parts, parts[-1][0], tapped=True)


def heard_parts(turn: Turn, heard: str, below: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """What was heard together with what was written below the recording, as it may be joined.

    An edit of that is found by its message, which stands last.
    """
    return covered(turn, [[0, heard], *below])


def _read_anew(turn: Turn, place: str, parts: list[list[Any]], message: int, *, tapped: bool = False) -> None:
    """Read changed words as the answer to the question that they answered; who has `tapped` goes on at once."""
    answer = turn.session.answers[place]
    beside = {"recording": recorded(answer)} if recorded(answer) else {}
    # It is read as when it was written: behind the beginning that was chosen, and with no other ticks or pages.
    scratch, turn.session.scratch = turn.session.scratch, Scratch(starter=answer.get("beginning", ""))
    outcome = turn.flow.question(place).take(Typed(joined(parts), message), turn.view(place))
    turn.session.scratch = scratch
    if isinstance(outcome, Accept):
        turn.record(place, {**outcome.answer, "parts": parts, **beside}, moved=(message,))
        turn.record_also(outcome.also)
        _go_on_from(turn, place, *outcome.also, tapped=tapped)
    elif isinstance(outcome, Confirm):
        change(turn, place, ask=False)
        answering.confirm(turn, Typed(joined(parts), message), outcome)
    elif isinstance(outcome, Again):
        _refused(turn, Edited(joined(parts), message), outcome.why)


def _length(parts: Sequence[Sequence[Any]]) -> int:
    return sum(len(text) for _, text in parts)


def _refused(turn: Turn, given: Edited, why: Words) -> None:
    """Keep a changed text that cannot be (a part of) its answer, and say why."""
    _keep_aside(turn, given)
    turn.say(why, Words(N_("Your earlier answer still stands.")), buttons=GO_ON)


def _go_on_from(turn: Turn, place: str, *also: str, tapped: bool = False) -> None:
    """Say that an answer has changed; a question that is open now on the way to where the person stands comes first."""
    changed = _changed(turn, place)
    ahead = _opened(turn, place)
    if ahead is None:
        news = performing.perform_again(turn, place, *also)
        turn.say(changed, *news, buttons=() if tapped else GO_ON)
        if tapped:
            walking.stand_again(turn)
        return
    in_focus = turn.person.focus == turn.session.id
    turn.session, turn.person = ahead.session, ahead.person
    if in_focus:
        turn.say(changed)
        turn.effects += ahead.effects
    else:
        turn.effects += [effect for effect in ahead.effects if not isinstance(effect, Say)]
        # The question is still to be asked: what is written until then is no answer to it.
        turn.session.scratch = Scratch()
        turn.say(changed, buttons=GO_ON)


def _changed(turn: Turn, place: str) -> Words:
    """That the answer to this question is changed."""
    name = turn.flow.short(place, turn.view(place))
    return Words(N_("Your answer is changed: <b>{question}</b>"), {"question": name})


def _opened(turn: Turn, place: str) -> Turn | None:
    """The turn as it goes on if the changed answer leads to a question that was not asked before, else None.

    What an answer further ahead leads to is met on the way there.
    """
    session = turn.session.copy()
    stood = turn.flow.reopen if session.status == "done" and turn.flow.reopen else session.at
    if place == stood or place not in session.trail:
        return None
    ahead = Turn(turn.flow, session, turn.context, told=turn.told)
    ahead.person = turn.person
    session.detour = session.detour or stood
    walking.jump(ahead, place)
    walking.leave(ahead, place)
    walking.move(ahead, turn.flow.question(place).trigger(session.answers[place]))
    if ahead.question is None or session.at == stood or ahead.answered(session.at):
        return None
    session.status = "open"
    return ahead


def _amend_early(turn: Turn, given: Edited) -> None:
    """An early text that is offered to be moved moves with its newest words."""
    early = turn.session.scratch.early
    if early is not None:
        newest = amended(turn, early, given.message, given.text)
        turn.session.scratch = replace(turn.session.scratch, early=newest)


def _keep_aside(turn: Turn, given: Edited) -> None:
    """Store a changed text as unplaced, in place of what was unplaced of the same message."""
    content = unplaced(Typed(given.text, given.message))
    turn.effects.append(Record(turn.session.id, "", content, given.message, moved=(given.message,)))


def _unplaced(turn: Turn, given: Edited) -> None:
    """A changed message that is no answer (any more): what it was may be sent already, which no edit brings back."""
    _keep_aside(turn, given)
    turn.say(Words(SENT if _was_sent(turn, given.message) else NO_ANSWER), buttons=GO_ON)


def _was_sent(turn: Turn, message: int) -> bool:
    """Whether the words of a message went to others out of this session."""
    return any(message in answer.get("sent", ()) for answer in turn.session.answers.values())


def place_of(turn: Turn, message: int) -> str:
    """The place of the answer that a message is (a part of), "" where it is none."""
    for place, answer in turn.session.answers.items():
        if turn.flow.exists(place) and any(part[0] == message for part in answer.get("parts", ())):
            return place
    return ""
