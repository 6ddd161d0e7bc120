"""How a question looks: where we are, the question, what was answered, the choices and the ways around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine import sharing
from bot.engine.callbacks import Callback
from bot.engine.effects import Button, Say
from bot.engine.flow import step_of
from bot.engine.steps import Scale, Write
from bot.engine.symbols import symbols
from bot.engine.text import N_, Words, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.engine.session import Session
    from bot.engine.steps import Question, Step
    from bot.engine.turn import Turn

BACK_TO_EXERCISE = N_("Back to the exercise")
BACK_TO_QUESTION = N_("Back to the question")
CHANGE = N_("Change an answer")
# Translators: button. Do nothing of what was chosen.
CANCEL = N_("Cancel")
CONTINUE = N_("Continue")
EXAMPLE = N_("💡 Show an example")
FINE = N_("That is fine")
# Translators: button. Say more about the question: why it is asked, and what a good answer is like.
EXPLAIN = N_("Explain more")
GO_ON = N_("No, go on")
HELP = N_("Help me get started")
HOME = N_("Home")
KEEP = N_("Keep my answer")
PAUSE = N_("⏸ Pause")
RESTART = N_("Begin this one again")
SHORTEN = N_("Shorten it now")
SKIP = N_("Skip")
BACK = N_("⬅ Back")
# Translators: button. Write the answer to this question, which was spoken, as well.
WRITE_TOO = N_("✏ Write: {question}")
YES = N_("Yes")
# Translators: button. What is chosen now; only the order may change.
CHOSEN = N_("✓ {label}")

IN_DIGITS = "<b>{title}</b> · {number}/{all}"
"""Which question it is, in simple mode: the same in every language."""
WRITE_OR_SPEAK = N_("Write or speak. Hold the microphone, and talk.")
FOLDED = 100
"""Characters that the phone shows of what is folded away: folding would hide nothing of a text so short."""

ENOUGH = N_("That was what you wanted to do today. How is your energy?")
ENERGY_BUTTONS = (
    ("@pause", Words(N_("Enough for today"))),
    ("@one_more", Words(N_("One more question"))),
    ("@all", Words(N_("I will do the rest"))),
)


def data(session: Session, key: str) -> str:
    """The callback data of a button under the newest question of a session."""
    return Callback(session.id, session.prompt, key).pack()


def message(turn: Turn, edits: int = 0) -> Say:
    """The question at hand as a message; `edits` is the message to change instead of sending a new one."""
    session = turn.session
    loud = tuple(Button(label, data(session, key)) for key, label in choices(turn))
    quiet = tuple(Button(label, data(session, key), quiet=True) for key, label in ways(turn))
    return Say(
        paragraphs(turn),
        (*loud, *quiet),
        session=session.id,
        prompt=session.prompt,
        edits=edits,
        of=session.id,
        familiar=_is_familiar(turn),
        menu=turn.session.scratch.mode == "starters" or at(turn).is_menu(turn.view()),
    )


def _is_familiar(turn: Turn) -> bool:
    """Whether a scale has the steps of the one that was answered right before, and so was heard just now.

    Who has been away, or has not been understood, hears it once more.
    """
    question, before = at(turn), turn.session.trail[-1] if turn.session.trail else ""
    stayed = turn.context.person.focus == turn.session.id and not turn.missed
    if not (stayed and isinstance(question, Scale) and turn.flow.exists(before)):
        return False
    earlier = turn.flow.at(before)
    return isinstance(earlier, Scale) and earlier.options(turn.view(before)) == question.options(turn.view())


def paragraphs(turn: Turn) -> tuple[Words, ...]:
    """What is said above the buttons; while an example or the like is shown, that stands in the question's place."""
    question = at(turn)
    view = turn.view()
    if help_shown := _help(turn, question):
        return help_shown
    number, all_ = count(turn)
    header = (where(turn, number, all_),) if number else ()
    if doubt := question.doubt(view):
        return (*header, doubt)
    earlier = _earlier(turn, question)
    if turn.missed and question.briefly:
        return (view.words(question.briefly),)
    text = (view.text(question),) if question.text else ()
    intro, below = _introduced(turn, question)
    above = (*sharing.said_above(turn), *header, *intro, *text)
    return (*above, *question.paragraphs(view), *below, *_ways_to_answer(turn, question), *earlier)


def _introduced(turn: Turn, question: Question) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
    """What is said to explain a question: above it, and below it."""
    view, person = turn.view(), turn.person
    explained = (folded(view.words(question.explain)),) if question.explain and person.wants_more else ()
    short = len(question.intro) <= FOLDED
    if not question.intro or (person.is_simple and not short):
        return (), explained
    intro, first = view.words(question.intro), person.wants_more or _is_first(turn, question)
    if short:
        return (), (*((intro,) if first and not turn.missed else ()), *explained)
    return ((intro,), explained) if first else ((), (folded(intro), *explained))


def _ways_to_answer(turn: Turn, question: Question) -> tuple[Words, ...]:
    """That own words may be spoken as well, where an exercise asks for the first of them, and not when it asks again.

    What goes to others tells itself how it can be given.
    """
    if not _is_spoken(question) or step_of(turn.session.at) in turn.flow.sent_on:
        return ()
    asked_again = turn.session.scratch.newest != turn.session.scratch.asked
    return () if asked_again or _has_own_words(turn) else (Words(WRITE_OR_SPEAK),)


def _has_own_words(turn: Turn) -> bool:
    """Whether own words were asked for here before, answered or skipped."""
    asked = (place for place, answer in turn.session.answers.items() if "passed" not in answer)
    return any(_is_spoken(turn.flow.find(step_of(place))) for place in asked)


def _is_spoken(step: Step | None) -> bool:
    """Whether a step asks for own words that may be spoken."""
    return isinstance(step, Write) and step.voice


def explanations(turn: Turn) -> tuple[Words, ...]:
    """All that there is to explain the question at hand, for whoever asks."""
    question = turn.question
    texts = () if question is None else (question.intro, question.explain)
    return tuple(turn.view().words(text) for text in texts if text)


def _is_first(turn: Turn, question: Question) -> bool:
    """Whether nothing was answered yet that is introduced with the words of the question at hand.

    What was answered in another exercise of its kind counts too.
    """
    session = turn.session
    alike = {each.id for each in turn.flow.all_steps if getattr(each, "intro", "") == question.intro}
    others = (each for each in turn.context.sessions.values() if each.flow == session.flow)
    return alike.isdisjoint(session.answers) and all(alike.isdisjoint(each.answers) for each in others)


def _help(turn: Turn, question: Question) -> tuple[Words, ...]:
    """The example, the explanation, or what to do with the beginnings of a sentence, while these are shown."""
    scratch = turn.session.scratch
    match scratch.mode:
        case "example" if question.example:
            yours = N_("Now it is your turn. Write as you talk. You can change it later.")
            return (turn.view().words(question.example), Words(yours))
        case "starters" if question.starters:
            return (Words(N_("Choose the beginning that fits best.")),)
        case "explained":
            return explanations(turn)
        case "begun":
            rest = N_("Write the rest of the sentence: <b>{starter}</b>")
            return (Words(rest, {"starter": scratch.starter}),)
    return ()


def count(turn: Turn) -> tuple[int, int]:
    """Which question of how many the one at hand is, of those that this person is asked; 0 where it does not count."""
    counted = turn.flow.counted(turn.view())
    return (counted.index(at(turn).id) + 1 if at(turn).id in counted else 0), len(counted)


def where(turn: Turn, number: int, all_: int) -> Words:
    """The line above a question, like "Elevator pitch · 2 of 4"."""
    # Translators: stands above a question: the name of the exercise, and which question of how many this is.
    header = N_("<b>{title}</b> · {number} of {all}")
    chosen = IN_DIGITS if turn.person.is_simple else header
    return Words(chosen, {"title": Words(turn.flow.title), "number": number, "all": all_})


def _earlier(turn: Turn, question: Question) -> tuple[Words, ...]:
    answer = turn.session.answers.get(turn.session.at)
    if answer is None or answer["kind"] == "skipped" or question.asks_again:
        return ()
    if answer["kind"] == "choices" and not answer["value"]:
        return ()  # nothing was chosen, and no box is ticked
    if not question.holds(answer, turn.view()):
        return ()
    return (Words(N_("Your answer now: <i>{answer}</i>"), {"answer": question.shown(answer, turn.view())}),)


def choices(turn: Turn) -> tuple[tuple[str, Words], ...]:
    """The choices of the question at hand, or the sentence starters while these are shown."""
    question = at(turn)
    if turn.session.scratch.mode == "starters":
        starters = tuple((f"@begin_{n}", Words(text)) for n, text in enumerate(question.starters))
        return (*starters, *((("@think", Words(N_("Think of what I have done"))),) if question.help else ()))
    set_to = question.set_to(turn.view())
    options = tuple(
        (option.key, Words(CHOSEN, {"label": option.label}) if option.key == set_to else option.label)
        for option in question.options(turn.view())
    )
    return (*options[:-1], *sharing.offered(turn), *options[-1:])  # the way out stands last


def symbol(turn: Turn, key: str) -> str:
    """What stands before a button of the question at hand in simple mode; "" in any other."""
    return symbols((*choices(turn), *ways(turn))).get(key, "") if turn.person.is_simple else ""


def ways(turn: Turn) -> tuple[tuple[str, Words], ...]:
    """The ways around the question at hand, the way out last."""
    question = at(turn)
    session = turn.session
    mode = session.scratch.mode
    helping = mode in {"starters", "begun"}
    way_out = turn.flow.pausable and not question.own_ways
    helps = [
        ("@keep", KEEP, bool(_earlier(turn, question))),
        ("@example", EXAMPLE, bool(question.example) and not mode),
        ("@explain", EXPLAIN, bool(question.explain) and mode in {"example", "starters"}),
        ("@help", HELP, bool(question.starters or question.help) and not helping),
        ("@ask", BACK_TO_QUESTION, bool(mode)),
        ("@skip", CANCEL if question.asks_again else SKIP, question.skippable and not helping),
    ]
    begins = question.way_back and not session.trail and not mode
    out = [
        ("@back", BACK, bool(session.trail) and (way_out or question.way_back) and not mode),
        ("@leave", BACK_TO_EXERCISE, bool(session.parent) and way_out),
        ("@leave", CANCEL, bool(session.parent) and begins and not way_out),
        ("@pause", PAUSE, way_out),
    ]
    return (*turn.extra, *_open(helps), *sharing.ways(turn), *_open(out))


def _open(offered: Iterable[tuple[str, str, bool]]) -> Iterator[tuple[str, Words]]:
    """Those of these ways that are open here."""
    return ((key, Words(label)) for key, label, here in offered if here)


def at(turn: Turn) -> Question:
    """The question at hand; the caller knows that there is one."""
    return turn.flow.question(turn.session.at)
