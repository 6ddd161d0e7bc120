"""The form that every bot of this benchmark asks: four questions, then a summary of the answers, then again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

QUESTIONS: Final = {
    "who": "Who are you?",
    "burn": "What do you love doing?",
    "skills": "What can you do that this job needs?",
    "contribute": "What do they gain with you?",
}
STEPS: Final = tuple(QUESTIONS)
SUMMARY: Final = "Your answers:"
"""What a message begins with, or has in it, that shows the answers again."""


def summary(answers: Mapping[str, str]) -> str:
    """What a bot shows at the end; an answer that it does not have is a line without one."""
    return "\n".join([SUMMARY, *(f"{step}: {answers.get(step, '')}" for step in STEPS)])


def read(shown: str) -> dict[str, str]:
    """The answers that stand in a summary, by question; what is missing there is left out."""
    lines = shown.partition(SUMMARY)[2].splitlines()
    pairs = (line.partition(": ")[::2] for line in lines)
    return {step: text for step, text in pairs if step in STEPS and text}
