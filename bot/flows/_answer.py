"""What one interview answer computes: the question as it is asked, the answer as one text, and what practice adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.coaching import length
from bot.engine.context import Item
from bot.engine.document import Block
from bot.engine.text import N_, Words, literal
from bot.flows._advice import Advising, remembered
from bot.flows._aloud import recording
from bot.flows._pitch import sentences
from bot.flows._spoken import recordings_of
from bot.flows.content.interview import FEARED

if TYPE_CHECKING:
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import View
    from bot.flows.content.interview import InterviewQuestion

OWN = "own"
"""The choice of a question that stands on no list."""
GUIDED = ("situation", "task", "action", "outcome")
EXAMPLE = "example"
"""What is added where somebody follows the advice to give one."""
SURE = (
    N_("Not sure at all"),
    N_("Not so sure"),
    N_("So-so"),
    N_("Quite sure"),
    N_("Completely sure"),
)
"""The words of how sure one is of an answer, the lowest first."""
QUESTION = recordings_of("wording", "feared")
"""The question itself, where the person has said it and not written it."""
PRACTICE = ("sure_now", "practised")
OWN_EXAMPLE = N_("yes, since 2015\nused it every day")
OWN_HINT = N_("Key words are enough. Think of an example that you want to get in.")
NOTHING_WRITTEN = N_("You have recorded your answer, and not written it.")


@dataclass(frozen=True, slots=True)
class Preparing:
    """The values of the answer's flow, for the questions of one content file."""

    questions: tuple[InterviewQuestion, ...]

    def items(self, _: View) -> tuple[Item, ...]:
        """The questions to choose from."""
        return tuple(Item(each.id, Words(each.name)) for each in self.questions)

    def chosen(self, view: View) -> InterviewQuestion | None:
        """The question of the list that is prepared, None for one of the person's own."""
        return next((each for each in self.questions if each.id == view.value("question")), None)

    def asked(self, view: View) -> Words:
        """The question as it is asked: in the person's own words where they have written them."""
        own = view.written("wording") or view.written("feared")
        question = self.chosen(view)
        if own:
            return literal(own)
        return Words(question.question if question else N_("My own question"))

    def hint(self, view: View) -> Words:
        """What is good to think of."""
        question = self.chosen(view)
        return Words(question.hint if question else OWN_HINT)

    def example(self, view: View) -> Words:
        """Key words that somebody could write."""
        question = self.chosen(view)
        return Words(question.example if question else OWN_EXAMPLE)

    def is_story(self, view: View) -> bool:
        """Whether the question is answered best with something that one has done."""
        question = self.chosen(view)
        return question is not None and question.story

    def content(self, view: View) -> dict[str, Any]:
        """What a version keeps: the question, the key words, the answer, and how sure the person is.

        What practice has added stays, until the person scores the answer itself anew.
        """
        say, kept = view.context.language.say, view.session.kept
        scored_anew = kept.get("sure") != view.value("sure")
        practice = {} if scored_anew else {name: kept[name] for name in PRACTICE if name in kept}
        answer = text(view)
        return {
            **practice,
            **remembered(view, answer),
            "question": say(self.asked(view)),
            "keywords": view.worded("keywords"),
            "text": answer,
            "seconds": seconds(view),
            "sure": view.value("sure"),
        }


def has_question(view: View) -> bool:
    return bool(view.value("question"))


def lacks_wording(view: View) -> str:
    """Which words of a question are still to be given: of the person's own one, or the feared one; "" for none."""
    question = view.value("question")
    if question == OWN and not view.value("wording"):
        return OWN
    return FEARED if question == FEARED and not view.value("feared") else ""


def places(view: View) -> tuple[str, ...]:
    """The steps that the answer is made of: one, or the four small ones; an added example comes last."""
    return (*(GUIDED if view.value("way") == "guided" else ("answer",)), EXAMPLE)


def parts(view: View, kind: str) -> list[Answer]:
    """The answers of this kind that the answer is made of."""
    found = map(view.answer, places(view))
    return [answer for answer in found if answer is not None and answer["kind"] == kind]


def recordings(view: View) -> tuple[Recording, ...]:
    """The parts of the answer that were only said."""
    return recordings_of(*places(view))(view)


def text(view: View) -> str:
    """The written answer as whole sentences, "" for none."""
    return " ".join(filter(None, (sentences(answer["value"], view) for answer in parts(view, "text"))))


def shown(view: View) -> str | Words:
    """The answer as its owner reads it; that it is recorded, where nothing is written."""
    return text(view) or (Words(NOTHING_WRITTEN) if is_recorded(view) else "…")


def to_judge(view: View) -> str:
    """The answer where all of it is written; "" where some of it is only recorded, for nobody has read that."""
    return "" if is_recorded(view) else text(view)


def about(view: View) -> str:
    """What the question is about, for the advice: its key, and its words where they are the person's own."""
    words = (view.written(step) for step in ("question", "wording", "feared"))
    return " ".join(filter(None, words))


def is_recorded(view: View) -> bool:
    """Whether some of the answer is only recorded."""
    return bool(parts(view, "voice"))


def is_written(view: View) -> bool:
    """Whether some of the answer is written."""
    return bool(parts(view, "text"))


def seconds(view: View) -> int:
    """Estimated seconds of what is written and the true ones of what is spoken."""
    written = " ".join(answer["value"] for answer in parts(view, "text"))
    spoken = sum(int(answer["seconds"]) for answer in parts(view, "voice"))
    return spoken + (length.spoken_seconds(written) if written else 0)


def said(view: View) -> Words:
    """What was said when practising, beside the prepared answer."""
    aloud = view.answer("aloud")
    prepared = Words(N_("<b>Your prepared answer:</b>\n<i>{answer}</i>"), {"answer": shown(view)})
    keywords = view.worded("keywords")
    words = Words(N_("<b>Your key words:</b>\n{keywords}"), {"keywords": keywords}) if keywords else None
    now = (
        Words(N_("<b>You said:</b>\n<i>{answer}</i>"), {"answer": str(aloud["value"])})
        if aloud is not None and aloud["kind"] == "text"
        else None
    )
    blocks = {name: block for name, block in (("now", now), ("words", words), ("before", prepared)) if block}
    return Words("\n\n".join(f"{{{name}}}" for name in blocks), blocks)


def practised(view: View) -> dict[str, Any]:
    """What practising adds to the version: how sure the person is now, how often, and the recording."""
    times = int(view.session.kept.get("practised", 0)) + 1
    return {"sure_now": view.value("sure_now"), "practised": times, **recording(view)}


def paper(view: View) -> tuple[Block, ...]:
    """The written answer on paper, and the key words below it."""
    answer, keywords = text(view), view.worded("keywords")
    written = (Block(paragraphs=(answer,)),) if answer else ()
    beside = (Block(Words(N_("Key words")), (keywords,)),) if keywords else ()
    return (*written, *beside)


def picked_version(view: View) -> str | Words:
    """The text of the version that the person wants to see; that it was recorded, where it has none."""
    texts: dict[str, str] = view.fact("version_texts")
    return texts.get(view.value("versions"), "") or Words(NOTHING_WRITTEN)


ADVICE = Advising(text=to_judge, kind="answer", about=about, example=EXAMPLE)
