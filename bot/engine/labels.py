"""Recognise a typed label: writing what a button says counts as tapping it."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from bot.engine import asking
from bot.engine.letters import plain
from bot.engine.phrasing import BETWEEN, amounts_to, bare, says, words
from bot.engine.sprint import Chosen
from bot.engine.steps import Arrange, Review, Scale
from bot.engine.steps.choosing import AskMany, Choosing
from bot.engine.symbols import named_by, symbols
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.engine.context import Context, Language, Wish
    from bot.engine.inputs import Typed
    from bot.engine.session import Session
    from bot.engine.steps import Choice, Question
    from bot.engine.turn import Turn

LONGEST_LABEL = 80
MEANING: Final[Wish] = "meaning"
ALIKE = 0.75
"""How alike two words are, from 0 to 1, that may be the same one misspelt: "arbejsgiver", "telfonen"."""
SHORT_WORD = 3
"""Words of so many letters or fewer tell little: "en", "af", "den". Where we do not guess, each word tells."""
LONGEST_ENDING = 2
"""Letters of an ending: "elevatortalen" is "elevatortale" still, while "morgenmad" is not "morgen"."""
MORE_WORDS = 2
"""How many more words than its label somebody may write around it: "dansk tak"."""
# Translators: what a person may write instead of a command, without a slash.
COMMAND_WORDS = {"help": N_("help"), "menu": N_("menu"), "stop": N_("stop")}

# Translators: what a person may write who does not know what to answer; separated by commas.
STUCK = N_(
    "I don't know, don't know, no idea, I have no idea, not sure, I am not sure, I don't understand, "
    "I do not understand, what, what is this, what do you mean, what does it mean, what does that mean, "
    "what shall I write, I can't, I can't do this, it is hard, it is too hard, too hard, I am stuck, help me"
)
# Translators: what a person may write in place of a button that means yes, or no; separated by commas.
EVERYDAY: Mapping[str, str] = {
    "yes": N_("yes, yes please, ok, okay, yes ok, fine, that is fine, all right, I agree"),
    "no": N_("no, no thank you, no thanks, nope, you may not, please do not, please don't"),
    "unsure": STUCK,
    "rather_not": N_(
        "rather not, I'd rather not, I would rather not, I don't want to, don't want to, I do not want to, "
        "I will not say, I won't say, I don't want to say, I do not want to say, I don't want to answer, "
        "don't want to answer, I do not want to answer, I will not answer, I won't answer, no answer, private, "
        "it is private, pass, skip"
    ),
}
"""What everyday words mean where a choice has one of these keys, or is declared to mean the same."""
# Translators: what a person may write to agree to something that cannot be undone, such as deleting; nothing that could
# be said without thinking. Separated by commas.
PLAIN: Mapping[str, str] = {"yes": N_("yes, yes please"), "no": EVERYDAY["no"]}
"""The same where a choice is exact and does not say what it means: "ok" and "fine" are said of much."""
# Translators: what a person may write who is asked if they have energy for more; separated by commas.
ENERGY: Mapping[str, str] = {
    "@pause": N_(
        "no, no thanks, tired, very tired, I am tired, low, bad, not good, no energy, enough, not today, no more today"
    ),
    "@one_more": N_(
        "yes, yes please, ok, okay, fine, good, it is good, one more, just one question, a little, a bit"
    ),
    "@all": N_("all, the rest, the rest then, do the rest, I do the rest, all of it"),
}
"""What everyday words mean at the question about energy."""


def match(text: str, turn: Turn) -> str:
    """The key of the button that this text names, "" where it names none."""
    if len(text) > LONGEST_LABEL or turn.question is None:
        return ""
    if key := _by_symbol(text, turn):
        return key
    text = turn.context.language.spelt(text)
    if not bare(text):
        return ""
    if turn.session.scratch.resting:
        return next((key for key, words in ENERGY.items() if says(text, words, turn.context.language)), "")
    if named := _called(text, (*asking.choices(turn), *_on_other_pages(turn)), turn):
        # Of two who are called the same, nobody is meant before a tap.
        return named[0] if len(named) == 1 else ""
    if named := _called(text, asking.ways(turn), turn):
        return named[0]
    if turn.context.signs.wish == MEANING:
        return ""  # who asks what a question means has not said that they do not know
    if isinstance(turn.question, AskMany) and len(turn.question.named(text, turn.view())) > 1:
        return ""  # no one button: the question ticks them all
    plain = _everyday(text, turn) or _closed_way(text, turn)
    own = dated(text, turn) or turn.question.understands(text, turn.view())
    return plain if plain or own else _nearly(text, turn)


def _by_symbol(text: str, turn: Turn) -> str:
    """The key of the button that simple mode shows with this symbol; "" for none.

    A number is one where there is nothing to be answered but buttons.
    """
    if not turn.person.is_simple:
        return ""
    shown = symbols((*asking.choices(turn), *asking.ways(turn)))
    tapped = isinstance(turn.question, Choosing | Arrange | Review) or turn.session.scratch.mode == "starters"
    return named_by(text, shown, typed=tapped)


def _called(text: str, buttons: Iterable[tuple[str, Words]], turn: Turn) -> list[str]:
    """The keys of the buttons that say just this."""
    names = turn.context.language.names
    return [key for key, label in buttons if bare(text) in map(bare, names(label))]


def _on_other_pages(turn: Turn) -> tuple[tuple[str, Words], ...]:
    if not isinstance(turn.question, Choosing | Review):
        return ()
    return tuple((option.key, option.label) for option in turn.question.on_other_pages(turn.view()))


def dated(text: str, turn: Turn) -> str:
    """The key of the choice that leads, at once or by another, to a question for a day, which this text answers.

    "" where it answers none.
    """
    return _leading(text, turn.question, turn)


def _leading(text: str, question: Question | None, turn: Turn) -> str:
    choices = question.choices if isinstance(question, Choosing) else ()
    leading = ((choice.key, turn.flow.question(choice.goto)) for choice in choices if choice.dated)
    understood = (key for key, to in leading if to.understands(text, turn.view()) or _leading(text, to, turn))
    return next(understood, "")


def _nearly(text: str, turn: Turn) -> str:
    """The choice whose label this text is nearly, misspelt or with more around it; "" for none, and for two alike.

    Not at a question that is answered in own words, and never one that has to be exact.
    """
    if not isinstance(turn.question, Choosing):
        return ""
    language = turn.context.language
    labels = [(key, language.say(label)) for key, label in _inexact(turn)]
    names = [(option.key, language.say(option.label)) for option in turn.question.names(turn.view())]
    turned_round = language.negated & {*words(text)}
    if not turned_round and (counted := _counted(text, labels, language)):
        return counted
    near = {key for key, label in labels if is_near(text, label, language)}
    near = near or {
        key for key, name in names if is_near(text, name, language) or is_near(name, text, language)
    }
    return near.pop() if len(near) == 1 else ""


def _counted(text: str, labels: Iterable[tuple[str, str]], language: Language) -> str:
    """The choice that says a number of the same thing as another choice does, where the text says that number.

    "3" or "tre spørgsmol" for "Tre spørgsmål" beside "Ét spørgsmål"; "" for none. "En anden dag" counts nothing.
    """
    each = [(key, *_count(label, language)) for key, label in labels]
    counts = [
        (key, number, what)
        for key, number, what in each
        if number is not None
        and any(other != key and _same(what, it) for other, n, it in each if n is not None)
    ]
    said, of = _count(text, language)
    fits = _same if language.guesses else str.__eq__
    meant = [key for key, number, what in counts if number == said and (not of or fits(of, what))]
    return meant[0] if len(meant) == 1 else ""


def _count(text: str, language: Language) -> tuple[float | None, str]:
    """The number that a text begins with, None where it begins with none, and the words after it."""
    first, *others = words(text) or [""]
    return language.number(first), " ".join(others)


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same thing, give or take some letters: "question" and "questions"."""
    return bool(one and other and get_close_matches(one, [other], n=1, cutoff=ALIKE))


def of_menu_before(text: str, turn: Turn) -> tuple[str, str] | None:
    """The menu that led to the question at hand, a menu too, and the key of the choice there that this text names.

    None for the one that has led to a question which lapses: a yes too much is none.
    """
    place = turn.session.trail[-1] if turn.session.trail else ""
    if turn.question is None or not turn.question.asks_again or not turn.flow.exists(place):
        return None
    menu = turn.flow.at(place)
    led = turn.session.answers.get(place, {}).get("value") if turn.question.lapses_to else ""
    if not (isinstance(menu, Choosing) and menu.asks_again and isinstance(turn.question, Choosing)):
        return None
    there = replace(turn, session=turn.session.copy())
    there.session.at = place
    key = match(text, there)
    return (place, key) if key and not key.startswith("@") and key != led else None


def is_near(text: str, label: str, language: Language) -> bool:
    """Whether each longer word of a label was written, give or take some letters, and little besides.

    What stands before its comma is enough: "nej" for "Nej, videre".
    """
    if bare(text) == bare(_before_comma(label)):
        return True
    written, named = words(text), words(label)
    short = SHORT_WORD if language.guesses else 0
    telling = [word for word in named if len(word) > short and word not in language.negated]
    turned_round = language.negated & ({*written} ^ {*named})
    if not telling or len(written) > len(named) + MORE_WORDS or turned_round:
        return False
    return all(_is_among(word, written, language) for word in telling)


def _is_among(word: str, written: list[str], language: Language) -> bool:
    """Whether a word was written, give or take some letters where the language lets us guess so.

    The name of a day is no misspelling of another word.
    """
    if not language.guesses:
        return plain(word) in map(plain, written)
    meant = language.name_of_day(word)
    possible = [
        each for each in written if language.name_of_day(each) in ("", meant) and not _holds(each, word)
    ]
    return bool(get_close_matches(word, possible, n=1, cutoff=ALIKE))


def _holds(one: str, other: str) -> bool:
    """Whether one of two words is only a part of the other, which means something else: "morgen" and "overmorgen"."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    begins = longer.startswith(shorter) and len(longer) - len(shorter) <= LONGEST_ENDING
    return shorter in longer and not begins


def _before_comma(label: str) -> str:
    return BETWEEN.split(label, maxsplit=1)[0]


def _plainly(label: str) -> str:
    """A label without its number on a scale, and without what follows its comma."""
    return _before_comma(label).lstrip("0123456789 ")


def _everyday(text: str, turn: Turn) -> str:
    """The choice of the question at hand that an everyday word means, "" for any other word."""
    language, labels = turn.context.language, dict(asking.choices(turn))
    meaning = {key: key for key in labels}
    meaning |= {choice.means: choice.key for choice in _declared(turn) if choice.means}
    strict = {choice.key for choice in _declared(turn) if choice.exact and not choice.means}
    plain = bool(turn.question and not turn.question.lapses_to)
    for key in EVERYDAY:
        choice = meaning.get(key, "")
        if plain and choice in strict and says(text, PLAIN.get(key, ""), language):
            return choice
        label = language.say(labels[choice]) if choice in labels else ""
        if choice not in strict and label and amounts_to(text, EVERYDAY[key], language, label):
            return choice
    return _same_word(text, _inexact(turn), language)


def _declared(turn: Turn) -> tuple[Choice, ...]:
    """The choices that the question at hand declares."""
    return turn.question.choices if isinstance(turn.question, Choosing) else ()


def _inexact(turn: Turn) -> list[tuple[str, Words]]:
    """The choices of the question at hand that words may make which are only like their labels.

    A step of a scale is none of them: a score is nobody's guess.
    """
    exact = {choice.key for choice in _declared(turn) if choice.exact}
    if isinstance(turn.question, Scale):
        exact |= {option.key for option in turn.question.options(turn.view())}
        exact -= {choice.key for choice in _declared(turn) if not choice.exact}
    return [(key, label) for key, label in asking.choices(turn) if key not in exact]


def _same_word(text: str, buttons: Iterable[tuple[str, Words]], language: Language) -> str:
    """The only button that begins with another word for the same yes or no; "" for none or more."""
    for meant in (EVERYDAY["yes"], EVERYDAY["no"]):
        if amounts_to(text, meant, language):
            same = [key for key, label in buttons if says(_plainly(language.say(label)), meant, language)]
            return same[0] if len(same) == 1 else ""
    return ""


def _closed_way(text: str, turn: Turn) -> str:
    """The way around that a text names although it is not open here; it is not somebody's own words all the same."""
    for key, label in (("@skip", asking.SKIP), ("@back", asking.BACK)):
        if bare(text) in map(bare, turn.context.language.names(Words(label))):
            return key
    return ""


def offered(given: Typed, session: Session, context: Context) -> Chosen | None:
    """The button of a side message (not of the question itself) that this text names, once that was on the phone.

    What stands before a comma is enough: "nej" for "Nej, videre", and another word for it: "ok" for "Ja".
    """
    side = session.scratch.offered
    shown = None if side is None else context.shown(session.id, side.prompt)
    if side is None or len(given.text) > LONGEST_LABEL or not shown or given.message < shown:
        return None
    if context.person.is_simple and (key := named_by(given.text, symbols(side.buttons), typed=True)):
        return Chosen(side.prompt, key)
    written = bare(context.language.spelt(given.text))
    for key, label in side.buttons:
        for name in context.language.names(label):
            if written in {bare(name), bare(_before_comma(name))}:
                return Chosen(side.prompt, key)
    same = _same_word(given.text, side.buttons, context.language)
    return Chosen(side.prompt, same) if same else None


def command(text: str, context: Context) -> str:
    """The command that a text of one word asks for, "" for any other text."""
    if len(text) > LONGEST_LABEL or not bare(text):
        return ""
    named = (
        name
        for name, word in COMMAND_WORDS.items()
        if bare(text) in map(bare, context.language.names(Words(word)))
    )
    return next(named, "")
