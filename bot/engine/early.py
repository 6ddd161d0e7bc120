"""Texts that were written before the open question was shown: they join the answer before, and can be moved.

A burst of messages, or a backlog after downtime, never becomes answers to questions that nobody has read.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.bounds import JOINED_CHARACTERS, JOINED_TEXTS
from bot.engine import answering, asking, walking
from bot.engine.effects import Withdraw
from bot.engine.inputs import Spoke, Typed
from bot.engine.phrasing import phrases
from bot.engine.recording import voice_words
from bot.engine.scratch import Early
from bot.engine.steps import Accept, Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.engine.session import Answer
    from bot.engine.turn import Turn


USE = N_("Use my words as my answer")
# Translators: button. What was written just now is the answer; begins with the word for "yes" and a comma.
YES_USE = N_("Yes, use it as my answer")
NO_HURRY = N_("That is quite all right. Take your time.")
TOO_EARLY = N_("I was still writing when your message came, so I have not used it.")
"""What is said where only a button can answer."""
FULL = N_("There was no room for the last of it in one answer. I have kept that by itself.")
# Translators: words with which somebody goes on with what they have just written; separated by commas.
JOINING = N_("and, but, or, also, because")


def is_early(turn: Turn, given: Typed | Spoke) -> bool:
    """Whether the person wrote this before the question at hand, or the one about energy, reached the phone."""
    if turn.question is None or not given.message:
        return False
    first = turn.session.scratch.first
    if first < 0:
        return True
    shown = turn.context.shown(turn.session.id, first)
    return shown is not None and (shown == 0 or given.message < shown)


def is_hasty(turn: Turn, given: Typed | Spoke) -> bool:
    """Whether a text goes on with the one before: it came before anybody can have read what we said to that.

    That was the question at hand, or that another text was put together with the one before.
    """
    scratch = turn.session.scratch
    said = scratch.early.notice if scratch.early is not None else scratch.first
    nothing_since = turn.question is not None and turn.session.prompt == said
    return nothing_since and _comes_after_words(turn, given) and turn.context.unread(turn.session.id, said)


def _comes_after_words(turn: Turn, given: Typed | Spoke) -> bool:
    """Whether it is a text, and the answer before it was one too."""
    before = turn.session.answers.get(turn.session.trail[-1]) if turn.session.trail else None
    in_words = before is not None and before["kind"] == "text" and bool(before.get("parts"))
    return isinstance(given, Typed) and in_words


def goes_on(turn: Turn, given: Typed | Spoke) -> bool:
    """Whether a text goes on with the one before: it begins with "and" or the like, right after an answer in words."""
    if not isinstance(given, Typed) or not _comes_after_words(turn, given):
        return False
    fresh = isinstance(turn.question, Write) and turn.session.at not in turn.session.answers
    first = given.text.split(maxsplit=1)[:1]
    joining = phrases(JOINING, turn.context.language)
    return fresh and not turn.session.scratch.mode and bool(first) and first[0].casefold() in joining


def add(turn: Turn, given: Typed | Spoke) -> None:
    """Add an early message to the answer before it where that is a text, else keep it aside; say so."""
    scratch = turn.session.scratch
    gone = scratch.moved and scratch.asked < 0  # it answers a question that the flow no longer has
    place = turn.session.trail[-1] if turn.session.trail and not gone else ""
    before = turn.session.answers.get(place)
    early = scratch.early or Early()
    together = bool(early.joined) or not early.texts  # one greeting aside: the rest of it is aside too
    follows = before is not None and before["kind"] == "text" and together and not early.beyond
    if isinstance(given, Typed) and before is not None and follows and fits([*before["parts"], _part(given)]):
        parts = covered(turn, [*before["parts"], _part(given)])
        turn.record(place, of_parts(before, parts))
        given = replace(given, text=parts[-1][1])
        known = {number for number, _ in early.texts}
        texts = tuple((number, text) for number, text in parts if number in known)
        early = replace(early, joined=place, texts=texts)
    else:
        turn.unplaced(given)
        # What comes after the first text that had no room is kept with that one, also where it is short.
        beyond = isinstance(given, Typed) and bool(early.joined)
        early = replace(early, beyond=early.beyond or beyond)
    _notify(turn, _with(turn, early, given))


def _part(given: Typed) -> list[Any]:
    return [given.message, given.text]


def fits(parts: Sequence[Sequence[Any]]) -> bool:
    """Whether one answer holds these messages. One alone always fits: what somebody can send is stored whole."""
    length = sum(len(text) for _, text in parts)
    return len(parts) <= 1 or (len(parts) <= JOINED_TEXTS and length <= JOINED_CHARACTERS)


def keep(turn: Turn, given: Typed | Spoke) -> None:
    """Keep aside what may be a greeting, and offer to make it the answer to the question that follows."""
    set_aside(turn, given)
    # What comes before the question is shown again is early too.
    turn.session.scratch = replace(turn.session.scratch, asked=-1)


def set_aside(turn: Turn, given: Typed | Spoke) -> None:
    """Keep what is no answer; where it could be one, the question that follows offers to make it one."""
    turn.unplaced(given)
    offer(turn, given)


def offer(turn: Turn, given: Typed | Spoke) -> None:
    """Let the question that follows make the answer of what is kept, where it can be one."""
    early = _with(turn, Early(), given)
    turn.session.scratch = replace(turn.session.scratch, early=early)
    if _fitting(turn, early):
        turn.extra.append(("@use", Words(USE)))


def ask_about(turn: Turn, given: Typed | Spoke, ways: tuple[tuple[str, Words], ...]) -> None:
    """Keep what may be the answer together with what came just before it, and ask about it; `ways` lead elsewhere."""
    turn.unplaced(given)
    before = turn.session.scratch.early or Early()
    early = _with(turn, Early() if before.joined else before, given)
    if early.beyond:  # too much for one answer: it is asked about alone
        early = _with(turn, Early(), given)
    turn.session.scratch = replace(turn.session.scratch, early=early)
    if turn.session.scratch.resting or _fitting(turn, early) is None:
        turn.say(Words(NO_HURRY), buttons=ways)
        return
    asked = N_("What you wrote is saved. Is it your answer to this question?\n<b>{question}</b>")
    named = {"question": turn.flow.short(turn.session.at, turn.view())}
    turn.say(Words(asked, named), buttons=(("@use", Words(YES_USE)), *ways))


def _with(turn: Turn, early: Early, given: Typed | Spoke) -> Early:
    """The early messages with one more, where one answer holds them all."""
    if isinstance(given, Spoke):
        return replace(early, recording=given, before=_seconds(early))
    if early.beyond or not fits([*early.texts, _part(given)]):
        return replace(early, beyond=True)
    return replace(early, texts=_safe(turn, [*early.texts, _part(given)]))


def _seconds(early: Early) -> tuple[int, ...]:
    """How long each of the early voice messages is."""
    return early.before if early.recording is None else (*early.before, early.recording.seconds)


def _kept(early: Early) -> tuple[Words, ...]:
    """That several recordings are kept, or one beside texts; the notice below is of the texts, else of the newest."""
    named = tuple(voice_words({"seconds": seconds}) for seconds in _seconds(early))
    beside = named if early.texts or early.beyond else named[:-1]
    return (*beside, Words(answering.SAVED), *named[len(beside) :]) if beside else ()


def amended(turn: Turn, early: Early, message: int, text: str) -> Early:
    """The early messages with the newest words of one; without it, where one answer does not hold them all now."""
    texts = [(number, text if number == message else words) for number, words in early.texts]
    if not fits(texts):
        kept = tuple(part for part in early.texts if part[0] != message)
        return replace(early, texts=kept, beyond=True)
    return replace(early, texts=_safe(turn, texts))


def _safe(turn: Turn, texts: Sequence[Sequence[Any]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, words) for number, words in covered(turn, texts))


def _fitting(turn: Turn, early: Early) -> Accept | None:
    """The early messages as an answer to the question at hand: its texts as one, else the recording."""
    if turn.question is None:
        return None
    texts = covered(turn, early.texts)
    given: list[Typed | Spoke] = []
    if texts:
        given.append(Typed(joined(texts)))
    if early.recording is not None:
        given.append(early.recording)
    for each in given:
        outcome = turn.question.used(each, turn.view())
        if isinstance(outcome, Accept):
            parts = texts if isinstance(each, Typed) else [[each.message, each.caption]]
            return replace(outcome, answer={"parts": parts, **outcome.answer})
    return None


def _notify(turn: Turn, early: Early) -> None:
    """Tell of all early messages in one notice: an earlier one that has not left yet is taken back."""
    if early.notice >= 0:
        turn.effects.append(Withdraw(turn.session.id, early.notice))
    movable = turn.session.scratch.asked >= 0 and _fitting(turn, early) is not None
    errand = turn.person.agreed and not turn.flow.pausable and turn.session.scratch.asked >= 0
    if errand and not (early.joined or movable):
        turn.say(*_kept(early), Words(TOO_EARLY))
        turn.ask()
        turn.session.scratch = replace(turn.session.scratch, early=replace(early, notice=turn.session.prompt))
        return
    if early.joined:
        name = turn.flow.short(early.joined, turn.view(early.joined))
        notice = Words(
            N_("I have put your message together with the one before, as one answer to: <b>{question}</b>"),
            {"n": len(early.texts), "question": name},
            plural=N_(
                "I have put your {n} messages together with the one before, as one answer to: <b>{question}</b>"
            ),
        )
        move = ("@split", Words(N_("Split them")))
    else:
        notice = Words(N_("Your message came before my question. I have kept it."))
        move = ("@use", Words(USE))
    told = (notice, Words(FULL)) if early.beyond else (notice,)
    prompt = turn.say(
        *_kept(early), *told, buttons=(("@fine", Words(asking.FINE)), *((move,) if movable else ()))
    )
    turn.session.scratch = replace(turn.session.scratch, early=replace(early, notice=prompt))


def fine(turn: Turn) -> None:
    """The person is content with where the early messages went."""
    turn.session.scratch = replace(turn.session.scratch, early=None)
    if turn.question is not None and turn.session.scratch.asked < 0:
        walking.pose(turn, turn.question)
    else:
        walking.stand_again(turn)


def move(turn: Turn) -> None:
    """Make the early messages the answer to the question at hand."""
    early = turn.session.scratch.early or Early()
    fitting = _fitting(turn, early)
    if turn.question is None or fitting is None:
        fine(turn)
        return
    moved = tuple(message for message, _ in fitting.answer["parts"] or early.texts)
    if fitting.answer["kind"] != "skipped":  # what answers another question than this one is told by its note
        named = {
            "question": turn.flow.short(turn.session.at, turn.view()),
            "answer": turn.question.shown(fitting.answer, turn.view()),
        }
        turn.say(Words("<b>{question}</b>\n<i>{answer}</i>", named))
    if early.joined:
        _take_out(turn, early.joined, set(moved))
    answering.accept(turn, turn.question, fitting, moved=moved)


def _take_out(turn: Turn, place: str, messages: set[int]) -> None:
    before = turn.session.answers[place]
    parts = [part for part in before["parts"] if part[0] not in messages]
    turn.record(place, of_parts(before, parts))


def covered(turn: Turn, parts: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Messages as they may be joined: a CPR number that runs from one into the next is covered."""
    texts = turn.context.covered([text for _, text in parts])
    return [[number, text] for (number, _), text in zip(parts, texts, strict=True)]


def of_parts(answer: Answer, parts: list[list[Any]]) -> Answer:
    """A text answer made of these messages instead, behind the beginning that the person chose."""
    beginning = f"{answer['beginning']} " if "beginning" in answer else ""
    return {**answer, "parts": parts, "value": beginning + joined(parts)}


def joined(parts: Iterable[Sequence[Any]]) -> str:
    """The text of several messages, each with its message id, as one."""
    return "\n".join(str(text) for _, text in parts if text)
