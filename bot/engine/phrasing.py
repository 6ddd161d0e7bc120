"""What people write, compared with what buttons say and with lists of everyday phrases in the catalogues."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.engine.letters import COMMAS, STOPS, alike
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.context import Language

# Translators: words that change nothing about a yes or a no beside them ("yes thanks, that is fine then"); never one
# that turns it round, such as "not". Separated by commas.
FILLERS = N_("that, is, it, then, just, please, thanks, thank you, quite, well, so")
BETWEEN = re.compile(f"[{COMMAS}]")
"""What separates phrases in a catalogue."""

SENTENCE = re.compile(f"[^{STOPS}\n]+[?؟፧]")
"""A sentence that asks."""
ALIKE_WORDS = 2
"""A question that is asked back has so many words of the one that was asked, or more, and so many others, or fewer.

Both together it is longer: "a thought" may well answer "A thought?".
"""
TELLING = 4
"""Letters of a word that tells what is asked: "har du" begins many questions."""


@cache  # of messages of ours alone, in a dozen languages: every text of every person is compared with all of them
def phrases(message: str, language: Language) -> tuple[str, ...]:
    """The phrases of a message id that separates them by commas, in English and in the person's language."""
    every = (message, *language.names(Words(message)))
    return tuple(each.strip() for each in BETWEEN.split(",".join(every)))


def says(text: str, message: str, language: Language) -> bool:
    """Whether the whole text is one of the phrases of a message id."""
    return bare(language.spelt(text)) in _bare_phrases(message, language)


def amounts_to(text: str, message: str, language: Language, *also: str) -> bool:
    """Whether a text is made of these phrases, or one that is `also` meant, and of fillers: "ok that is fine then".

    Any other word makes it something else: "that is not fine", "yes no".
    """
    if says(text, message, language):
        return True
    written = " ".join(words(language.spelt(text)))
    beside = _any_of((*phrases(message, language), *also)).sub("", written)
    left = _any_of(phrases(FILLERS, language)).sub("", beside)
    return beside != written and not left.strip()


def asks_back(text: str, asked: str) -> bool:
    """Whether a text is a question among these, as it was asked or turned round ("who shall I call")."""
    written = words(text)
    for question in SENTENCE.findall(asked):
        own = words(question)
        shared = [word for word in written if word in own]
        others = len(written) - len(shared)
        begins = written[:1] == own[:1] and any(len(word) >= TELLING for word in shared)
        if begins and len(shared) >= ALIKE_WORDS >= others and len(written) > ALIKE_WORDS:
            return True
    return False


def words(text: str) -> list[str]:
    """The words of a text, without case and symbols, and in one spelling where scripts have several."""
    return re.findall(r"[^\W_]+", alike(text))


@lru_cache(maxsize=256)
def _any_of(each: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of these phrases as whole words, the longest first."""
    meant = (" ".join(words(phrase)) for phrase in each)
    longest_first = sorted((re.escape(phrase) for phrase in meant if phrase), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


@cache
def _bare_phrases(message: str, language: Language) -> frozenset[str]:
    """The phrases of a message as texts are compared with them."""
    return frozenset(map(bare, phrases(message, language)))


def bare(label: str) -> str:
    """A label without case, symbols and spaces; one without letters stays as it is, for "-1" is not "1"."""
    written = alike(label)
    kept = "".join(character for character in written if character.isalnum())
    return kept if any(character.isalpha() for character in kept) else written.strip()
