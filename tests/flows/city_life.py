"""What happens between the people of the city: they say something of exercises, score, remind, answer and plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.report_deeds import AskApproval, BeginReport, WriteReport
from bot.state import relations
from bot.state.observations import CONTENT
from bot.state.sealing import seal_json, unseal_json
from tests.reporting import does

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.talk import Talk

SAMIR, METTE, JONAS, AMINA, KAI = "Samirkudu", "Mettelama", "Jonaspuma", "Aminaocelot", "Kaiyak"

WORDS: Final[Mapping[str, set[str]]] = {
    "agouti": {SAMIR, METTE},  # what Mette said of the pitch
    "bonobo": {SAMIR, METTE},  # what Samir answered
    "caracal": {SAMIR, METTE},  # what Mette said of the star
    "dingo": {SAMIR, JONAS},  # what Jonas said of the same star
    "ermine": {SAMIR, METTE},  # what Mette has scored
    "ferret": {SAMIR, METTE},  # what Mette reminds Samir of
    "gibbon": {SAMIR, JONAS},  # what Jonas reminds Samir of
    "hoopoe": {SAMIR},  # what Samir plans
    "iguana": {AMINA, KAI},  # what Kai said of Amina's pitch
    "jackal": {AMINA, KAI},  # what Kai reminds Amina of
    "lemur": {SAMIR, METTE},  # what Samir answers to the reminder of the ferret
    "kakapo": {AMINA},  # what Amina plans
    "numbat": {SAMIR, METTE},  # what Mette writes in a report about Samir
    "quokka": {AMINA, KAI},  # what Kai writes in one about Amina
}
"""A word in everything that is said, noted or planned, and who may read it."""


def live(talks: Mapping[str, Talk]) -> None:
    """Let all of this happen; the reminders have come, and one of them has been opened."""
    samir, mette, jonas = talks[SAMIR], talks[METTE], talks[JONAS]
    amina, kai = talks[AMINA], talks[KAI]
    _says(mette, SAMIR, "agouti")
    _goes(samir, "✔ Talk: kitchen", "💬", "Answer", "=It was a bonobo.")
    _goes(samir, "Fill in my star", *"44343556", "Not now", "=today")
    for staff in (METTE, JONAS):
        _goes(samir, "✔ Star", "Show it to", *_named(samir, staff), "Yes, show it")
    _says(mette, SAMIR, "caracal")
    _says(jonas, SAMIR, "dingo")
    _reviews(mette, SAMIR)
    _taps(mette, "Score it too", "5", "Stop here")
    _goes(mette, "My citizens", SAMIR, "What I believe", "5")
    _goes(kai, "My citizens", AMINA, "What I believe", "3")
    _says(kai, AMINA, "iguana")
    _plans(samir, "hoopoe")
    _plans(amina, "kakapo")
    _reminds(mette, SAMIR, "✏ A text of my own", "=Bring the ferret.", "Tomorrow")
    _reminds(mette, SAMIR, "Talk: kitchen", "Tomorrow")
    _reminds(jonas, SAMIR, "✏ A text of my own", "=Bring the gibbon.", "Every Monday")
    _reminds(jonas, SAMIR, "Practise the elevator", "Tomorrow")
    _reminds(kai, AMINA, "✏ A text of my own", "=Bring the jackal.", "Tomorrow")
    _reminds(kai, AMINA, "Talk: kitchen", "Every Monday")
    _scored(mette, "ermine")
    _goes(samir, "✔ Star", "💬", f"Show the scores of {METTE}")
    _reports(mette, samir, "numbat")
    _reports(kai, amina, "quokka")
    for talk in (samir, amina):
        talk.wait(days=1)
    samir.tap("Start now")
    samir.write("I have a lemur.")


def _goes(talk: Talk, *labels: str) -> None:
    """Begin at the menu, and tap these; what begins with "=" is written."""
    talk.command("menu")
    _taps(talk, *labels)


def _taps(talk: Talk, *labels: str) -> None:
    for label in labels:
        if label.startswith("="):
            talk.write(label.removeprefix("="))
        else:
            talk.tap(label)


def _named(talk: Talk, staff: str) -> tuple[str, ...]:
    """The tap that says who may see it, where there is more than one."""
    talk.command("menu")
    _taps(talk, "✔ Star", "Show it to")
    return () if "Yes, show it" in talk.last.labels() else (staff,)


def _reviews(talk: Talk, citizen: str) -> None:
    """Open what a citizen has shown last."""
    _goes(talk, "My citizens", citizen, "What")
    talk.tap(next(label for label in talk.last.labels() if label != "Back"))


def _says(talk: Talk, citizen: str, word: str) -> None:
    _reviews(talk, citizen)
    _taps(talk, "Write a comment", f"=I think of the {word}.")


def _reminds(talk: Talk, citizen: str, *labels: str) -> None:
    _goes(talk, "Send a reminder")
    if citizen in " ".join(talk.last.labels()):
        talk.tap(citizen)
    _taps(talk, *labels, "✔ S")  # save it, or send it


def _plans(talk: Talk, word: str) -> None:
    _goes(talk, "Make a small plan", f"=Look for the {word}", "=on Friday at 10")
    talk.command("menu")


def _reports(staff: Talk, citizen: Talk, word: str) -> None:
    """Somebody writes a report at the desk, and asks the citizen."""
    world, new = staff.world, staff.world.turns.ids.next()
    followed = relations.between(world.connection.cursor(), citizen.user, staff.user)
    today = world.now.date()
    does(
        staff,
        BeginReport(new, followed[0].id, today, today, "en"),
        WriteReport(new, 1, f"I have seen a {word}.", ""),
        AskApproval(new, 2),
    )


def _scored(talk: Talk, word: str) -> None:
    """As if the star had had one more axis then, of this name."""
    cursor = talk.world.connection.cursor()
    cursor.execute("SELECT id, citizen, content FROM observations WHERE kind = 'star'")
    for row, citizen, stored in cursor.fetchall():
        content = unseal_json(cursor, CONTENT, citizen, row, stored)
        content["scores"][word] = 3
        sealed = seal_json(cursor, CONTENT, citizen, row, content)
        cursor.execute("UPDATE observations SET content = ? WHERE id = ?", (sealed, row))
