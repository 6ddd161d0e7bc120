"""The form of the benchmark as an exercise of ours; it stands at home beside the others."""

from typing import Any

from benchmarks.reliability import form
from bot.engine.flow import Flow
from bot.engine.steps import End, Keep, Write
from bot.engine.text import Words
from bot.engine.view import View


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the four answers."""
    return {step: str(view.value(step)) for step in form.STEPS}


def summary(view: View) -> Words:
    """The answers as the form shows them at the end."""
    return Words(form.summary({step: f"{{{step}}}" for step in form.STEPS}), content(view))


FLOW = Flow(
    id="reliability_form",
    title="Form",
    kind="A form",
    offer="New form",
    order=1,
    reopen="end",
    values={"summary": summary},
    steps=(
        *(Write(id=step, text=question, short=step) for step, question in form.QUESTIONS.items()),
        Keep(id="keep", content=content, text="{summary}"),
        End(id="end", text="{summary}"),
    ),
)
