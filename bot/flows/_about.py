"""One sentence about the person, taken from their own talk, to say on the phone beside their name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.coaching.beginning import tells_hardship
from bot.coaching.strengths import strengths
from bot.engine.letters import COMMAS, STOPS
from bot.engine.phrasing import phrases
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.view import View

SENTENCE = re.compile(rf"[^{STOPS}]+[{STOPS}]+")
LONGEST = 120
"""Characters that are said in one breath; the sheet has to fit on one screen."""
FEWEST = 3
"""A sentence of fewer words is a greeting, or says nothing."""
# Translators: words with which people make themselves small; separated by commas.
SMALL = N_("unfortunately, sadly, only, just, I'm afraid")
# Translators: with what people begin to say their name; separated by commas.
NAMING = N_("my name is, I am called, I am, I'm")
# Translators: what goes on after somebody's name ("... and I have driven a lorry"); separated by commas.
AND_I = N_("and I")
# Translators: what goes on after somebody's name without "I" ("... and have driven a lorry"); separated by commas.
AND_VERB = N_(
    "and have, and am, and can, and live, and work, and come, and like, and love, and want, and drive"
)
# Translators: a sentence that begins with "I"; {rest} is all that comes after, like "have driven a lorry."
I_REST = N_("I {rest}")


def about(view: View, job: str) -> str:
    """The best short sentence of the talk for this job, else of the newest; "" where there is none.

    The best is one with a strong, concrete phrase in it. The name has been said already, so it is left out. What was
    hard, and what makes somebody small, is theirs to tell: nobody proposes to say it to an employer, or to a machine.
    """
    talks: tuple[dict[str, str], ...] = view.fact("talks")
    fitting = [talk for talk in talks if job and job.casefold() in talk["job"].casefold()] or list(talks)
    if not fitting:
        return ""
    text = fitting[0]["text"]
    said = [without_name(each.strip(), view) for each in SENTENCE.findall(text)]
    short = [each for each in said if _can_be_proposed(each, view)]
    strong = strengths(text, language=view.context.language.code)
    best = (each for phrase in strong for each in short if phrase in each)
    return next(best, short[0] if short else "")


def _can_be_proposed(sentence: str, view: View) -> bool:
    language = view.context.language
    fits = len(sentence) <= LONGEST and len(sentence.split()) >= FEWEST
    small = re.search(rf"(?<!\w){_any(phrases(SMALL, language))}(?!\w)", sentence, re.IGNORECASE)
    return fits and not small and not tells_hardship(sentence, language.code)


def without_name(sentence: str, view: View) -> str:
    """A sentence without the name that it begins with: of "My name is Bo and I drive" is made "I drive".

    "" where nothing else is said, or where nobody can tell what remains; a name elsewhere stays.
    """
    language = view.context.language
    naming, and_i, and_verb = (_any(phrases(each, language)) for each in (NAMING, AND_I, AND_VERB))
    name = re.escape(view.person.name)
    named = re.search(rf"(?<!\w){naming}\s+{name}(?!\w)", sentence, re.IGNORECASE) if name else None
    if named is None:
        return sentence
    after = sentence[named.end() :]
    surname = rf"(?:\s+[^\W\d_]+){{0,2}}?[{COMMAS}]?\s+"
    verb = re.match(rf"{surname}(?P<verb>{and_verb})(?!\w)", after, re.IGNORECASE)
    rest = re.match(rf"{surname}{and_i}\s+(?P<rest>.+)", after, re.IGNORECASE | re.DOTALL)
    if rest is not None:
        return language.say(Words(I_REST, {"rest": rest["rest"]}))
    if verb is None:
        return ""
    return language.say(Words(I_REST, {"rest": after[verb.start("verb") :].split(maxsplit=1)[1]}))


def _any(words: tuple[str, ...]) -> str:
    """A pattern for any of these."""
    return f"(?:{'|'.join(map(re.escape, words))})"
