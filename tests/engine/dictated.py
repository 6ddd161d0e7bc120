"""Small flows whose answers are spoken, with a bot that listens, and the answers as they are stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.steps import Ask, AskDate, Choice, End, Write
from tests.engine.stage import begun

if TYPE_CHECKING:
    from bot.engine.steps import Step
    from tests.talk import Talk

TOLD = Write(id="told", text="Tell me.", short="Told")
NAME = Write(id="name", text="Which name?", short="Name", voice=False)
DAY = AskDate(id="day", text="Which day?", short="Day")
WAY = Ask(
    id="way",
    text="Which way?",
    choices=(Choice(key="call", label="I call"), Choice(key="write", label="I write")),
)
OWN = Ask(
    id="own",
    text="What is it?",
    choices=(
        Choice(key="tired", label="I am tired", goto="end"),
        Choice(key="own", label="Other", goto="words", written=True),
    ),
)
WORDS = Write(id="words", text="Say it.", short="Words")
END = End(id="end", text="Done.")


def listening(*steps: Step) -> Talk:
    talk = begun(*steps, END, language="en")
    talk.world.listens("en")
    return talk


def newest(talk: Talk, step: str) -> dict[str, Any]:
    """The present answer to a step, as it is stored; read after a restart."""
    talk.world.restart()
    exercise = [each for each in talk.stored()["exercises"] if each["flow"] == "mine"][-1]
    answers = {each["step"]: each["content"] for each in exercise["answers"]}
    found: dict[str, Any] = answers[step]
    return found
