"""The question what to call somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.letters import is_one_off, with_latin_marks
from bot.engine.phrasing import phrases
from bot.engine.steps.base import Accept, Again, Given, Outcome
from bot.engine.steps.writing import Write
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.context import Language
    from bot.engine.view import View

# Translators: how people greet; separated by commas.
HELLO = N_("hi, hello, hey, good morning, good day, good evening")
# Translators: what stands before a name when somebody says what they are called; separated by commas.
LEAD = N_("my name is, I am, I'm, it is, it's, call me, you can call me, just call me")
# Translators: little words with which a sentence goes on after a name; separated by commas.
ON = N_("and, but, or")
LONGEST = 40
LONG_VERB = 5
"""Letters of a word that is still the same with one of them wrong: "heder" is "hedder", while "et" is no "er"."""
MOST_WORDS = 5
"""Longer names there are, but what is longer is more often a sentence."""


@dataclass(frozen=True, kw_only=True)
class AskName(Write):
    """What to call the person. The answer is the name in "hej, jeg hedder samir", with a capital: "Samir"."""

    voice: bool = False

    def take(self, given: Given, view: View) -> Outcome:
        outcome = super().take(given, view)
        if not isinstance(outcome, Accept):
            return outcome
        name = name_in(str(outcome.answer["value"]), view.context.language)
        if not name:
            return Again(Words(N_("I only need a name to call you by. Your first name is enough.")))
        return Accept({**outcome.answer, "value": name})


def name_in(written: str, language: Language) -> str:
    """The name in what somebody wrote, "" where there is none: a question, or a whole sentence."""
    text = with_latin_marks(written)
    hello = rf"\A\s*(?:(?:{_any(HELLO, language)})\b[\s,.!]*)?"
    text = _well_spelt(text, hello, language)
    begin = rf"{hello}(?:(?:{_any(LEAD, language)})\s+)?"
    end = rf"[,.!\n].*|\s+(?:{_any(ON, language)})\s.*"
    name = re.sub(begin, "", text, count=1, flags=re.IGNORECASE)
    name = re.sub(end, "", name, flags=re.IGNORECASE | re.DOTALL)
    name = _without_verb(name, language)
    words = [word for word in (name or text).split() if any(map(str.isalpha, word))]
    if "?" in name or len(words) > MOST_WORDS:
        return ""
    short = " ".join(words)[:LONGEST]
    return short[:1].upper() + short[1:]


def _well_spelt(text: str, hello: str, language: Language) -> str:
    """The text with the verb of "jeg heder sara" as it is spelt, where what stands before it leaves no doubt."""
    for phrase in phrases(LEAD, language) if language.guesses else ():
        who, _, verb = phrase.partition(" ")
        if len(verb) < LONG_VERB or " " in verb:
            continue
        found = re.match(rf"{hello}{re.escape(who)}\s+(\w+)", text, flags=re.IGNORECASE)
        if found and is_one_off(found[1].casefold(), verb):
            return text[: found.start(1)] + verb + text[found.end(1) :]
    return text


def _without_verb(name: str, language: Language) -> str:
    """A name without what the language says after it: "علی هستم"."""
    if not language.after_name:
        return name
    verbs = "|".join(map(re.escape, language.after_name))
    return re.sub(rf"(?<=\S)[\s']+(?:{verbs})\s*\Z", "", name, flags=re.IGNORECASE)


def _any(message: str, language: Language) -> str:
    """A pattern for any of these phrases, the longest first."""
    each = map(with_latin_marks, phrases(message, language))
    return "|".join(map(re.escape, sorted(each, key=len, reverse=True)))
