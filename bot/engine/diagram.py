"""Draw a flow as a Mermaid diagram, from the same moves that its graph is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transitions.extensions import GraphMachine

from bot.engine.steps import Branch, End, Forget, Question, Repeat

if TYPE_CHECKING:
    from bot.engine.flow import Flow
    from bot.engine.steps import Step


class _Model:
    """What the drawing machine hangs its state on; nothing is ever triggered on it."""


def draw(flow: Flow) -> str:
    """A page in Markdown: the title, the diagram, and what each step says, in English."""
    machine = GraphMachine(
        model=None,
        states=[step.id for step in flow.all_steps],
        transitions=[dict(move) for move in flow.graph.moves],
        initial=flow.start,
        auto_transitions=False,
        send_event=True,
        show_conditions=True,
        graph_engine="mermaid",
        title=flow.title,
    )
    model = _Model()
    machine.add_model(model)
    diagram: str = model.get_graph().draw(None)  # type: ignore[attr-defined] # the library adds it
    lines = [line.rstrip() for line in diagram.splitlines() if not is_style(line)]
    steps = "\n".join(f"| `{step.id}` | {kind(step)} | {said(step)} |" for step in flow.all_steps)
    return (
        f"# {flow.title}\n\nDrawn by `make diagrams` from `bot/flows/{flow.id}.py`; change that file, not this one.\n\n"
        "```mermaid\n"
        + "\n".join(lines).strip()
        + "\n```\n\n| step | kind | says |\n|---|---|---|\n"
        + steps
        + "\n"
    )


def is_style(line: str) -> bool:
    """Whether a line of the drawing only colours it."""
    return line.strip().startswith(("classDef", "Class"))


def kind(step: Step) -> str:
    """What sort of step it is, in words that a reader of the flow file knows."""
    waits = "" if isinstance(step, Question | Branch | Repeat | End | Forget) else ", goes on at once"
    return type(step).__name__ + waits


def said(step: Step) -> str:
    """What the step says, on one line."""
    return " ".join(step.text.split()).replace("|", "\\|")
