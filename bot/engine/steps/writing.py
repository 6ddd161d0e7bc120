"""Questions that are answered in the person's own words, written or spoken."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.inputs import Spoke, Typed
from bot.engine.recording import flaw, voice_words
from bot.engine.session import unplaced
from bot.engine.steps.base import Accept, Again, Given, Outcome, Question
from bot.engine.steps.choosing import Ask
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.session import Answer
    from bot.engine.view import View

LONG = N_("It is saved, all of it. It is rather long.")
IN_WORDS = N_("Please write it in words, as you would say it.")
LONG_SECONDS = 300
LONG_RECORDING = N_("Your recording is saved, all of it. It is more than five minutes long.")
NEEDED_IN_WRITING = N_("Please write this one. Few words are enough.")


@dataclass(frozen=True, kw_only=True)
class Write(Question):
    """Free text; a voice message answers as well, but where the text is truly needed: there `voice` is false.

    `stand_in` is what stands in a sentence in place of an answer that was spoken, of which nobody knows the words.
    Without it the sentences go on as if the question had been skipped. In lists such an answer is called a recording.

    Where there is more to say of that than that it has to be written, it is `unspoken`, the flow's own sentence.

    `at_least` and `at_most` count visible characters. Too little is asked for again; too much is stored whole and
    only remarked on, with `long`, the flow's own sentence about it. Where it is `brief`, a mere yes or no is an answer,
    and where it is `weary`, that somebody is tired.
    """

    at_least: int = 1
    at_most: int = 4096
    long: str = ""
    voice: bool = True
    stand_in: str = ""
    unspoken: str = ""
    brief: bool = False
    weary: bool = False

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Spoke):
            return self._spoken(given, view)
        if not isinstance(given, Typed):
            return Again(Words(N_("Write your answer in the field below.")))
        visible = count_visible(given.text)
        if visible < max(self.at_least, 1):
            return Again(Words(N_("That was very short. Write a little more, as you would say it.")))
        if not has_words(given.text):
            return Again(Words(IN_WORDS))
        answer = {"kind": "text", **begun(given.text, view)}
        if visible > self.at_most:
            return Accept(answer, view.words(self.long or LONG))
        return Accept(answer)

    def _spoken(self, given: Spoke, view: View) -> Outcome:
        if not self.voice:
            return Again(view.words(self.unspoken or NEEDED_IN_WRITING))
        outcome = recording(given)
        if isinstance(outcome, Accept) and given.seconds > LONG_SECONDS:
            return Accept(outcome.answer, Words(LONG_RECORDING))
        return outcome

    def shown(self, answer: Answer, view: View) -> Words:
        del view
        return voice_words(answer) if answer["kind"] == "voice" else literal(answer["value"])


@dataclass(frozen=True, kw_only=True)
class Speak(Ask):
    """A voice message, or one of the choices for those who would rather not record; where `written`, a text as well."""

    written: bool = False

    def goes_on(self) -> bool:
        return True

    def take(self, given: Given, view: View) -> Outcome:
        if isinstance(given, Spoke):
            return recording(given)
        if self.written and isinstance(given, Typed):
            return (
                Accept({"kind": "text", "value": given.text})
                if has_words(given.text)
                else Again(Words(IN_WORDS))
            )
        return super().take(given, view)

    def shown(self, answer: Answer, view: View) -> Words:
        match answer["kind"]:
            case "voice":
                return voice_words(answer)
            case "text":
                return literal(answer["value"])
        return super().shown(answer, view)


@dataclass(frozen=True, kw_only=True)
class Suggest(Ask):
    """A suggestion to take or leave. Who writes at once what it asks for takes it, and is not asked again.

    `taking` is the key of the choice that takes it. `at_once` names the `Write` step that this choice leads to and that
    a text answers, "" where the text is no answer to it; an answer given so says in `wrote` which step it was.
    """

    taking: str
    at_once: Callable[[str, View], str]

    def take(self, given: Given, view: View) -> Outcome:
        step = self.at_once(given.text, view) if isinstance(given, Typed) else ""
        if not isinstance(given, Typed) or not step:
            return super().take(given, view)
        written = unplaced(given)
        # The message belongs to what was written, so that an edit of it finds that.
        return Accept(
            {"kind": "choice", "value": self.taking, "wrote": step, "parts": []}, also={step: written}
        )


def recording(given: Spoke) -> Accept | Again:
    """A recording as an answer; why it is none, where nothing is to be heard in it or nobody can open it again."""
    if why := flaw(given):
        return Again(Words(why))
    return Accept({"kind": "voice", "value": given.file, "seconds": given.seconds})


def has_words(text: str) -> bool:
    """Whether there is a letter or digit in a text."""
    return any(map(str.isalnum, text))


def count_visible(text: str) -> int:
    """How many characters of a text can be seen: no spaces, control or formatting characters."""
    kinds = "".join(map(unicodedata.category, text))[::2]  # the first of the two letters of each
    return len(text) - kinds.count("Z") - kinds.count("C")


def begun(text: str, view: View) -> Answer:
    """The text behind the sentence starter that the person chose, unless they wrote the beginning themselves."""
    beginning = view.scratch.starter.rstrip(" ….")
    if not beginning or _letters(text).startswith(_letters(beginning)):
        return {"value": text}
    first, _, rest = text.partition(" ")
    said_twice = bool(rest) and _letters(first) == _letters(beginning.split()[-1])
    return {"value": f"{beginning} {rest if said_twice else text}", "beginning": beginning}


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
