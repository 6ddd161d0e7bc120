"""Draw a flow as a Mermaid diagram, from the same moves that its graph is made of."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.engine.steps import Branch, End, Forget, Question, Repeat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from bot.engine.flow import Flow
    from bot.engine.steps import Step

UNDRAWABLE = re.compile(r"[:;#%\s]+")
"""What would end a label in Mermaid, or begin something else there."""


def draw(flow: Flow) -> str:
    """A page in Markdown: the title, the diagram, and what each step says, in English."""
    diagram = "\n".join(lines(flow))
    steps = "\n".join(f"| `{step.id}` | {kind(step)} | {said(step)} |" for step in flow.all_steps)
    return (
        f"# {flow.title}\n\nDrawn by `make diagrams` from `bot/flows/{flow.id}.py`; change that file, not this one.\n\n"
        f"```mermaid\n{diagram}\n```\n\n| step | kind | says |\n|---|---|---|\n{steps}\n"
    )


def lines(flow: Flow) -> Iterator[str]:
    """The diagram: every step, the way in, every move, and the ways out."""
    # A JSON string is also a YAML one, whatever stands in the title.
    yield from ("---", f"title: {json.dumps(flow.title, ensure_ascii=False)}", "---")
    yield from ("stateDiagram-v2", "  direction LR", "")
    yield from (f'  state "{step.id}" as {node(step.id)}' for step in flow.all_steps)
    yield from ("", f"  [*] --> {node(flow.start)}")
    for (source, dest), labels in arrows(flow).items():
        yield f"  {node(source)} --> {node(dest)}: {' | '.join(labels)}"
    yield from (f"  {node(step.id)} --> [*]" for step in flow.all_steps if isinstance(step, End | Forget))


def arrows(flow: Flow) -> dict[tuple[str, str], list[str]]:
    """The labels of all moves between each two steps, in the order they are declared."""
    found: dict[tuple[str, str], list[str]] = {}
    for move in flow.graph.moves:
        found.setdefault((move["source"], move["dest"]), []).append(label(move))
    return found


def label(move: Mapping[str, Any]) -> str:
    """What a move is called: its trigger, and the guard it waits for."""
    guard = f" [{move['conditions'].__name__}]" if move["conditions"] else ""
    return UNDRAWABLE.sub(" ", move["trigger"] + guard)


def node(step: str) -> str:
    """A step's name in the diagram; bare ones like "note" and "class" are words of Mermaid's own."""
    return f"step_{step}"


def kind(step: Step) -> str:
    """What sort of step it is, in words that a reader of the flow file knows."""
    waits = "" if isinstance(step, Question | Branch | Repeat | End | Forget) else ", goes on at once"
    return type(step).__name__ + waits


def said(step: Step) -> str:
    """What the step says, on one line."""
    return " ".join((step.plural or step.text).split()).replace("|", "\\|")
