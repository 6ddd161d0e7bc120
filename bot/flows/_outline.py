"""What a talk outline computes: its points as a sheet, in words and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.picture import Picture
from bot.engine.text import N_, Words, literal

if TYPE_CHECKING:
    from bot.engine.view import View

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
NOTHING = N_("There is nothing here yet. You can write it under <b>Change something</b>.")


def sheet(view: View) -> Words:
    """The outline in words."""
    blocks = {
        f"block{number}": Words("<b>{heading}</b>\n{said}", {"heading": heading, "said": said})
        for number, (heading, said) in enumerate(_points(view))
    }
    return Words("\n\n".join(f"{{{name}}}" for name in blocks), blocks) if blocks else Words(NOTHING)


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
    """The outline on paper: each point under its heading."""
    return tuple(Block(heading, (said,)) for heading, said in _points(view))


def is_empty(view: View) -> bool:
    """Whether no point has been answered."""
    return not _points(view)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the outline's text."""
    return {"text": view.context.language.say(sheet(view))}


def _points(view: View) -> list[tuple[Words, Words]]:
    """Heading and words of every point that was answered; what was left open is left out."""
    answers = ((Words(heading), view.answer(point)) for point, heading in POINTS.items())
    return [
        (heading, Words(SPOKEN) if answer["kind"] == "voice" else literal(str(answer["value"])))
        for heading, answer in answers
        if answer is not None and answer["kind"] != "skipped"
    ]
