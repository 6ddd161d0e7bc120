"""Texts that were written before the open question was shown: they join the answer before, and can be moved.

A burst of messages, or a backlog after downtime, never becomes answers to questions that nobody has read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine import answering, asking, walking
from bot.engine.effects import Withdraw
from bot.engine.inputs import Spoke, Typed
from bot.engine.steps import Accept
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.session import Answer
    from bot.engine.turn import Turn


USE = N_("Use it as my answer")


def is_early(turn: Turn, given: Typed | Spoke) -> bool:
    """Whether the person wrote this before the question at hand, or the one about energy, reached the phone."""
    if turn.question is None or not given.message:
        return False
    asked = turn.session.scratch.get("asked", turn.session.scratch.get("enough"))
    if asked is None:
        return True
    shown = turn.context.shown(turn.session.id, asked)
    return shown is not None and (shown == 0 or given.message < shown)


def add(turn: Turn, given: Typed | Spoke) -> None:
    """Add an early message to the answer before it where that is a text, else keep it aside; say so."""
    scratch = turn.session.scratch
    gone = "moved" in scratch and "asked" not in scratch  # it answers a question that the flow no longer has
    place = turn.session.trail[-1] if turn.session.trail and not gone else ""
    before = turn.session.answers.get(place)
    early = turn.session.scratch.setdefault("early", _nothing())
    together = bool(early["joined"]) or not early["texts"]  # one greeting aside: the rest of it is aside too
    if isinstance(given, Typed) and before is not None and before["kind"] == "text" and together:
        turn.record(place, with_part(before, given))
        early["joined"] = place
    else:
        turn.unplaced(given)
    _note(early, given)
    _notify(turn, early)


def keep(turn: Turn, given: Typed | Spoke) -> None:
    """Keep aside what may be a greeting, and offer to make it the answer to the question that follows."""
    turn.unplaced(given)
    turn.session.scratch.pop("asked", None)  # what comes before the question is shown again is early too
    early = turn.session.scratch["early"] = _nothing()
    _note(early, given)
    if _fitting(turn, early):
        turn.extra.append(("@use", Words(USE)))


def _nothing() -> dict[str, Any]:
    """No early message yet: the texts, the newest recording, and the place they were joined to ("": none)."""
    return {"texts": [], "recording": None, "joined": ""}


def _note(early: dict[str, Any], given: Typed | Spoke) -> None:
    if isinstance(given, Typed):
        early["texts"].append([given.message, given.text])
    else:
        early["recording"] = [given.file, given.seconds, given.message]


def _fitting(turn: Turn, early: dict[str, Any]) -> Accept | None:
    """The early messages as an answer to the question at hand: its texts as one, else the recording."""
    if turn.question is None:
        return None
    given: list[Typed | Spoke] = []
    if early["texts"]:
        given.append(Typed(joined(early["texts"])))
    if early.get("recording"):
        given.append(Spoke(*early["recording"]))
    for each in given:
        outcome = turn.question.take(each, turn.view())
        if isinstance(outcome, Accept):
            parts = early["texts"] if isinstance(each, Typed) else [[each.message, ""]]
            return Accept({"parts": parts, **outcome.answer}, outcome.remark)
    return None


def _notify(turn: Turn, early: dict[str, Any]) -> None:
    """Tell of all early messages in one notice: an earlier one that has not left yet is taken back."""
    if "notice" in early:
        turn.effects.append(Withdraw(turn.session.id, early["notice"]))
    count = len(early["texts"])
    movable = "asked" in turn.session.scratch and _fitting(turn, early) is not None
    if early["joined"]:
        notice = Words(
            N_("I have put your message together with the one before, as one answer."),
            {"n": count},
            plural=N_("I have put your {n} messages together with the one before, as one answer."),
        )
        move = ("@split", Words(N_("Split them")))
    else:
        notice = Words(N_("You wrote before you could see my question. I have kept it for you."))
        move = ("@use", Words(USE))
    buttons = (("@fine", Words(asking.FINE)), *((move,) if movable else ()))
    early["notice"] = turn.say(notice, buttons=buttons)


def fine(turn: Turn) -> None:
    """The person is content with where the early messages went."""
    scratch = turn.session.scratch
    scratch.pop("early", None)
    if turn.question is not None and "asked" not in scratch:
        walking.pose(turn, turn.question)
    else:
        walking.stand_again(turn)


def move(turn: Turn) -> None:
    """Make the early messages the answer to the question at hand."""
    early = turn.session.scratch.get("early", _nothing())
    fitting = _fitting(turn, early)
    if turn.question is None or fitting is None:
        fine(turn)
        return
    moved = tuple(message for message, _ in fitting.answer["parts"])
    if early["joined"]:
        _take_out(turn, early["joined"], set(moved))
    answering.accept(turn, turn.question, fitting.answer, fitting.remark, moved=moved)


def _take_out(turn: Turn, place: str, messages: set[int]) -> None:
    before = turn.session.answers[place]
    parts = [part for part in before["parts"] if part[0] not in messages]
    turn.record(place, of_parts(before, parts))


def with_part(answer: Answer, given: Typed) -> Answer:
    """A text answer with one more message at its end."""
    return of_parts(answer, [*answer["parts"], [given.message, given.text]])


def of_parts(answer: Answer, parts: list[list[object]]) -> Answer:
    """A text answer made of these messages instead, behind the beginning that the person chose."""
    beginning = f"{answer['beginning']} " if "beginning" in answer else ""
    return {**answer, "parts": parts, "value": beginning + joined(parts)}


def joined(parts: list[list[object]]) -> str:
    """The text of several messages as one."""
    return "\n".join(str(text) for _, text in parts)
