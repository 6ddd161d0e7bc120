"""What a talk outline computes: its points as a sheet, in words and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from typing import TypeAlias

    from bot.engine.view import View

    Point: TypeAlias = tuple[Words, Words]

POINTS = {
    "life": N_("My working life"),
    "skills": N_("What I can"),
    "personal": N_("What I am like"),
    "stories": N_("What went well"),
    "family": N_("Home and leisure"),
    "ending": N_("At the end"),
    "remembered": N_("Remember me for"),
}
"""The points by their steps, each with its heading on the sheet."""
SPOKEN = N_("You have recorded this. It lies here in the chat.")
NOTHING = N_("There is nothing here yet. You can write it under <b>{button_change_something}</b>.")


def sheet(view: View) -> Words:
    """The outline in words, as its owner reads it: of what was only said, that it is recorded."""
    points = _points(view)
    return _in_words(points) if points else Words(NOTHING)


def _in_words(points: list[Point]) -> Words:
    blocks = {
        f"block{number}": Words("<b>{heading}</b>\n{said}", {"heading": heading, "said": said})
        for number, (heading, said) in enumerate(points)
    }
    return Words("\n\n".join(f"{{{name}}}" for name in blocks), blocks)


def picture(view: View) -> Picture:
    """The outline as a picture under the name of the job."""
    points = _points(view)
    return Picture(
        "sheet",
        {
            "title": view.written("job") or Words(view.flow.title),
            "headings": tuple(heading for heading, _ in points),
            "paragraphs": tuple((said,) for _, said in points),
        },
    )


def paper(view: View) -> tuple[Block, ...]:
    """The outline on paper: each point that is written under its heading."""
    return tuple(Block(heading, (said,)) for heading, said in _written(view))


def is_empty(view: View) -> bool:
    """Whether no point has been answered."""
    return not _points(view)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the outline's text, "" where nothing is written."""
    written = _written(view)
    return {"text": view.context.language.say(_in_words(written)) if written else ""}


def _written(view: View) -> list[Point]:
    """The points that others read too: what was only said is heard, and no words of ours stand for it."""
    return [(heading, said) for heading, said in _points(view) if said.id != SPOKEN]


def _points(view: View) -> list[Point]:
    """Heading and words of every point that was answered; what was left open is left out."""
    answers = ((Words(heading), view.answer(point)) for point, heading in POINTS.items())
    return [
        (heading, Words(SPOKEN) if answer["kind"] == "voice" else literal(str(answer["value"])))
        for heading, answer in answers
        if answer is not None and answer["kind"] != "skipped"
    ]
