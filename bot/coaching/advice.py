"""Advice on a pitch or an answer: at most two points, always optional. None is better than a wrong one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.coaching.beginning import opening
from bot.coaching.concrete import concrete
from bot.coaching.distress import care
from bot.coaching.given import Given
from bot.coaching.reading import Reading
from bot.coaching.showing import cliche, example
from bot.coaching.strengths import strengths
from bot.coaching.talking import too_long, too_short
from bot.coaching.vocabulary import NO_RULES, vocabulary
from bot.coaching.wording import readability, repeated
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.coaching.given import Kind

__all__ = ["RULES", "Advice", "Rule", "advise", "offer", "strengths"]

MOST = 2
# Translators: {point} is a piece of advice of two or three short sentences, as {first} and {second} are.
ONE = N_("One suggestion, if you want: {point}")
TWO = N_("Two suggestions, if you want:\n• {first}\n• {second}")


@dataclass(frozen=True, slots=True)
class Advice:
    """One point: the id of its rule, and what to say."""

    rule: str
    words: Words

    @property
    def said(self) -> str:
        """What of the text it is about, word for word; "" where it is about the whole."""
        quoted = [self.words.values[name] for name in ("said", "trait") if name in self.words.values]
        return str(quoted[0]) if quoted else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of advice: why it is given, and where that comes from. Its id is saved data."""

    id: str
    find: Callable[[Given], Words | None]
    reason: str
    source: str


RULES: Final = (
    Rule(
        "too_short",
        too_short,
        "A few words give nobody a picture; one example does.",
        "30 to 60 seconds: https://www.f-f.dk/kviksvar/jobsoegning/elevatortalen",
    ),
    Rule(
        "too_long",
        too_long,
        "Who listens remembers the first minute of a talk, and two of an answer.",
        "A minute at most: https://www.f-f.dk/kviksvar/jobsoegning/elevatortalen; "
        "answers of one to two minutes: https://www.artisancreative.com/that-awkward-silence/",
    ),
    Rule(
        "opening",
        opening,
        "What comes first colours the rest, so what one can should come before what was hard.",
        "A list of traps: "
        "https://www.stepstone.dk/om-jobsoegning/karrierecenter/jobguide/jobsamtale/inden-jobsamtalen; "
        "of 2,700 hiring managers 52 % name complaints about an employer as a common mistake: "
        "https://press.careerbuilder.com/2010-02-24-Employers-Reveal-the-Outrageous-and-Common-Mistakes-"
        "Candidates-Made-in-Job-Interviews-According-to-New-CareerBuilder-Survey",
    ),
    Rule(
        "cliche",
        cliche,
        "What everybody writes says nothing about one person; an example does.",
        "Three reasons to be concrete: https://kommunikationogsprog.dk/nyheder/kan-du-fatte-dig-i-korthed",
    ),
    Rule(
        "example",
        example,
        "Anybody can claim something; who has heard an example believes it.",
        "Missing examples are among the three commonest faults that Danish employers name (Ballisager 2019): "
        "https://garuda.dk/?p=1838",
    ),
    Rule(
        "readability",
        readability,
        "What is hard to read is harder to say aloud, and to follow.",
        "LIX of 45 and more is hard (Björnsson 1968): https://www.dansksproghistorie.dk/144",
    ),
    Rule(
        "repeated",
        repeated,
        "What comes again and again hides the rest.",
        "Vary how sentences begin: https://www.heidibobjerg.dk/blog/lad-sproget-leve",
    ),
)
"""Every kind of advice, the most useful first."""
LENGTH: Final = RULES[:2]
"""What can be said of a pitch in any language: that it is short, or long."""
WANTING_EXAMPLE: Final = frozenset({"too_short", "cliche", "example"})
"""The rules whose advice is followed by adding something, and not by changing what is there."""

vocabulary("")  # a mistake in advice.toml stops the program as it starts, and not when somebody writes


def advise(text: str, *, kind: Kind, language: str, about: str = "") -> tuple[Advice, ...]:
    """At most two points, the most useful first. None for a good text; in a language without rules only on its length.

    Nobody gets advice on the wording of a sign of distress.
    `about` is the key of the question that an answer is for: "gap" may begin with unemployment.
    """
    known = vocabulary(language)
    if care(text) or (known is None and kind != "pitch"):
        return ()
    given = Given(Reading(text, known or NO_RULES), kind, language, about)
    rules = RULES if known else LENGTH
    points: list[Advice] = []
    for rule in rules if given.reading.words else ():
        words = rule.find(given)
        if words is not None:
            points.append(Advice(rule.id, words))
        if len(points) == MOST or (points and rule.find is too_short):
            break  # of a few words nothing more can be said
    return tuple(points)


def is_example(text: str, *, language: str) -> bool:
    """Whether a text tells something concrete and asks nothing: an answer to advice that wants an example."""
    known = vocabulary(language)
    if known is None or care(text):
        return False
    reading = Reading(text, known)
    return bool(concrete(reading)) and not any(sentence.asks for sentence in reading.sentences)


def offer(points: tuple[Advice, ...]) -> Words:
    """One or two points as something that one may take or leave."""
    if len(points) == 1:
        return Words(ONE, {"point": points[0].words})
    first, second = points
    return Words(TWO, {"first": first.words, "second": second.words})
