"""What My work computes: the exercise that was chosen, what can be done with it, and the job folder."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bot.engine.context import Item
from bot.engine.document import Block, Document
from bot.engine.sharing import CAN_SEE as WHO
from bot.engine.text import N_, Words, lines
from bot.flows._spoken import HEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.document import Paper
    from bot.engine.recording import Recording
    from bot.engine.session import Answer
    from bot.engine.view import Lists, Values, View

FIRST = ("star", "elevator_pitch", "interview_answer", "talk_outline", "employer_call")
"""The flows that come first in the job folder, in this order; any others follow."""
NEWEST_ONLY = ("star",)
"""Flows of which only the newest exercise stands in the job folder: it shows the earlier ones as well."""


def chosen(view: View) -> dict[str, Any]:
    """What is known of the exercise that was chosen; empty where it is gone."""
    known: tuple[dict[str, Any], ...] = view.fact("work_known")
    return next((each for each in known if each["key"] == view.value("which")), {})


def name(view: View) -> Words:
    found: Words = chosen(view).get("name", Words("–"))
    return found


def text(view: View) -> Words:
    known = chosen(view)
    found: Words = known["text"]() if known else Words("–")
    return found


def recordings(view: View) -> tuple[Recording, ...]:
    """What was recorded in it."""
    known = chosen(view)
    found: tuple[Recording, ...] = known["recordings"]() if known else ()
    return found


def has_work(view: View) -> bool:
    return bool(view.fact("work"))


def has_papers(view: View) -> bool:
    return bool(view.fact("job_folder"))


def actions(view: View) -> tuple[Item, ...]:
    """What can be done with the exercise that was chosen."""
    known = chosen(view)
    go_on = Words(N_("Open it")) if known.get("finished") else Words(N_("Go on with it"))
    offered = (
        ("open", go_on, known.get("opens")),
        ("send", Words(N_("Send me the text")), known.get("sends")),
        ("hear", Words(HEAR), bool(recordings(view))),
        ("who", Words(WHO), known.get("shown")),
        ("copy", Words(N_("Make a copy")), known.get("copies")),
        ("delete", Words(N_("Delete it")), bool(known)),
    )
    return tuple(Item(key, label) for key, label, here in offered if here)


def to_be_seen(view: View) -> dict[str, Answer]:
    """The exercise that was chosen, for the errand that tells who can see it."""
    return {"exercise": view.session.answers["which"], "wish": {"kind": "choice", "value": "who"}}


def folder(view: View) -> Document:
    """The job folder: every kind of exercise is a chapter, and in it stand the exercises, the newest first."""
    papers: tuple[Paper, ...] = view.fact("job_folder")
    ordered = sorted(papers, key=_place)
    return Document(
        file=Words(N_("My job folder")),
        title=Words(N_("My job folder")),
        byline=Words("{name} · {day}", {"name": view.person.name, "day": view.today}),
        blocks=tuple(
            block
            for flow, chapter in groupby(ordered, key=lambda paper: paper.flow)
            for block in _chapter(list(chapter)[: 1 if flow in NEWEST_ONLY else None])
        ),
    )


def _place(paper: Paper) -> int:
    return FIRST.index(paper.flow) if paper.flow in FIRST else len(FIRST)


def _chapter(papers: list[Paper]) -> Iterator[Block]:
    """A chapter's title, then each exercise under its own name where it has one."""
    yield Block(heading=papers[0].title)
    for paper in papers:
        named = paper.name != paper.title
        if named:
            yield Block(heading=paper.name, level=2)
        for block in paper.blocks:
            yield replace(block, level=3 if named else 2)


DELETED = N_("It is deleted. The messages in this chat you have to delete yourself.")
READ_TOO = N_("If others have read it, I ask them to delete it in their chat.")


def deleted(view: View) -> Words:
    """That it is gone; to whoever has shown others something that they read, also what happens with that."""
    said = (Words(DELETED), *((Words(READ_TOO),) if view.fact("was_seen") == "yes" else ()))
    return lines(said)


VALUES: Values = {
    "deleted": deleted,
    "chosen_name": name,
    "chosen_text": text,
    "has_work": has_work,
    "has_papers": has_papers,
}
LISTS: Lists = {"actions": actions}
