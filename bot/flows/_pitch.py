"""What an elevator pitch computes: the text, how long it takes to say, and how far the rehearsals have come."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.coaching import length
from bot.coaching.capitals import capitals
from bot.engine.letters import STOPS
from bot.engine.text import N_, Words
from bot.flows._advice import points, remembered
from bot.flows._spoken import recordings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.context import Item
    from bot.engine.session import Answer
    from bot.engine.view import View

QUESTIONS = ("who", "burn", "skills", "contribute")
EXAMPLE = "example"
"""What is added where somebody follows the advice to give one."""
RECORDED = recordings_of(*QUESTIONS, EXAMPLE)
"""The parts of the talk that were only said."""
HEARD = recordings_of("who", "burn", "job", "skills", "contribute", EXAMPLE)
"""All that was only said, in the order of the questions: also which job it is for, which is no part of the talk."""
SENTENCE_ENDS = f"{STOPS}:"
NOT_WRITTEN = N_("Your talk is recorded, and not written.")
# Translators: the little word before a verb, as in "to help".
INFINITIVE = N_("to")
# Translators: what one says of what one likes doing; {activity} is like "to help old people".
LIKING = N_("I like {activity}")
# Translators: the words for the person who speaks, and whom they speak to; separated by commas. Leave out one that is
# also a common little word (Danish "I", like "i"), and give common verbs instead.
PERSONS = N_("I, me, my, mine, I'm, we, us, our, you, your")
FEW = 10
"""An answer of more words has a sentence in it, whatever its words are."""


def has_others(view: View) -> bool:
    """Whether there is another talk whose answers could be used again."""
    return bool(view.fact("others"))


def earlier(view: View) -> tuple[Item, ...]:
    """The talks to use again. The only one there is needs no name, and is taken by a yes; its name says it too."""
    talks: tuple[Item, ...] = view.fact("others")
    if len(talks) != 1:
        return talks
    return (replace(talks[0], label=Words(N_("Yes, use it")), name=talks[0].label),)


def begun(view: View) -> str:
    """Whether the first of the questions, which cannot be skipped, has its answer."""
    return "no" if view.answer(QUESTIONS[0]) is None else "yes"


def text(view: View) -> str:
    """The written answers as one text, "" for none: each begins with a capital and ends with a stop."""
    parts = _parts(view)
    added = parts.pop(EXAMPLE, "")
    if added:
        place = _shown_by_example(view, parts)
        parts[place] = f"{parts.get(place, '')} {added}".lstrip()
    return " ".join(filter(None, parts.values()))


def shown(view: View) -> str | Words:
    """The talk as its owner reads it; that it is recorded, where nothing is written."""
    return text(view) or (Words(NOT_WRITTEN) if recorded(view) else "…")


def _parts(view: View) -> dict[str, str]:
    """Each written answer in whole sentences, by its question."""
    return {
        question: named(sentences(liked(question, answer["value"], view), view), view.person.name)
        for question, answer in _answers(view, "text")
    }


def _shown_by_example(view: View, parts: Mapping[str, str]) -> str:
    """The question whose answer the example stands behind: the one that needs it, else what one can, else all."""
    quoted = [point.said for point in points(" ".join(parts.values()), "pitch", view.context.language.code)]
    needing = (place for said in quoted for place, part in parts.items() if said and said in part)
    return next(needing, "skills" if "skills" in parts else EXAMPLE)


def _answers(view: View, kind: str) -> list[tuple[str, Answer]]:
    """The questions that were answered in this kind, with their answers."""
    answers = ((question, view.answer(question)) for question in (*QUESTIONS, EXAMPLE))
    return [
        (question, answer) for question, answer in answers if answer is not None and answer["kind"] == kind
    ]


def liked(question: str, answer: str, view: View) -> str:
    """What one loves doing, as a sentence: of "to help old people" is made "I like to help old people".

    Only a few words are taken for that; a whole sentence can begin with the same word.
    """
    first, *rest = answer.split()
    say = view.context.language.say
    few = 0 < len(rest) <= 4 and all(word.isalpha() for word in rest)
    if question != "burn" or not few or first.casefold() != say(Words(INFINITIVE)):
        return answer
    return say(Words(LIKING, {"activity": " ".join((first.casefold(), *rest))}))


def unfinished(view: View) -> bool:
    """Whether one of the written answers looks like notes: a few words, and nobody in them."""
    persons = set(words(view.context.language.say(Words(PERSONS))))
    said = (liked(question, answer["value"], view) for question, answer in _answers(view, "text"))
    return any(len(each.split()) <= FEW and not persons & set(words(each)) for each in said)


def words(answer: str) -> list[str]:
    return re.findall(r"[\w']+", answer.casefold())


def recorded(view: View) -> bool:
    """Whether some of the talk is only recorded."""
    return bool(_answers(view, "voice"))


def said(view: View) -> str:
    """How much of the talk is only recorded: "all" of it, "some", or "none"."""
    if not recorded(view):
        return "none"
    return "some" if written(view) else "all"


def written(view: View) -> bool:
    """Whether some of the talk is written."""
    return bool(_answers(view, "text"))


def named(text: str, name: str) -> str:
    """The person's own name with its capital, where they say what they are called."""
    said = re.compile(rf"\b(hedder|navn er|name is) {re.escape(name)}(?!\w)", re.IGNORECASE)
    return said.sub(lambda found: f"{found[1]} {name}", text) if name else text


def sentences(answer: str, view: View) -> str:
    """One answer as whole sentences: who writes on a phone ends a sentence with a new line, and begins it small."""
    return capitals(" ".join(filter(None, map(sentence, answer.splitlines()))), view.context.language.code)


def sentence(line: str) -> str:
    """One line as a whole sentence."""
    tidy = " ".join(line.split())
    if not tidy:
        return ""
    capital = tidy[0].upper() + tidy[1:]
    return capital if capital[-1] in SENTENCE_ENDS or not capital[-1].isalnum() else f"{capital}."


def seconds(view: View) -> int:
    """Estimated seconds for the written parts, and the true ones of those that were spoken."""
    spoken_part = sum(int(answer["seconds"]) for _, answer in _answers(view, "voice"))
    written_part = " ".join(answer["value"] for _, answer in _answers(view, "text"))
    return spoken_part + (length.spoken_seconds(written_part) if written_part else 0)


def to_judge(view: View) -> str:
    """The talk where all of it is written; "" where some of it is only recorded, for nobody has read that."""
    return "" if recorded(view) else text(view)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the text, its estimated seconds, and what was climbed, advised and praised before."""
    talk = text(view)
    return {
        "text": talk,
        "seconds": seconds(view),
        "rungs": view.session.kept.get("rungs", []),
        **remembered(view, talk),
    }


def picked_version(view: View) -> str | Words:
    """The text of the version that the person wants to see; that it was recorded, where it has none."""
    texts: dict[str, str] = view.fact("version_texts")
    return texts.get(view.value("versions"), "") or Words(NOT_WRITTEN)
