"""A new exercise to start from: a sound flow file, and a replay that plays it."""

from __future__ import annotations

import re
from keyword import iskeyword
from types import ModuleType
from typing import TYPE_CHECKING

from bot import flows
from bot.config import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

NAME = re.compile(r"[a-z][a-z0-9_]{2,31}")

FLOW = '''"""{title}: say in one sentence what a citizen gets out of it."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Tell, Write
from bot.engine.text import N_

FLOW = Flow(
    id="{name}",
    title=N_("{title}"),
    offer=N_("{title}"),
    steps=(
        Ask(
            id="feeling",
            text=N_("How are you today?"),
            short=N_("How you are"),
            choices=(
                Choice(key="fine", label=N_("Fine")),
                Choice(key="tired", label=N_("Tired"), goto="rest"),
            ),
        ),
        Write(
            id="step",
            text=N_("<b>What is one small thing you can do?</b> Write it in a few words."),
            short=N_("One small thing"),
            numbered=True,
            goto="end",
        ),
        Tell(id="rest", text=N_("Then a small step is enough."), goto="step"),
        End(id="end", text=N_("It is noted.")),
    ),
)
'''

REPLAY = """# {title}: the way through, by tapping and writing

▸ /begin {name}
▸ [Tired]
▸ call my friend
"""


def write(root: Path, name: str) -> list[Path]:
    """Write the flow file and the replay; ConfigError where the name cannot be used or is taken."""
    if not NAME.fullmatch(name):
        raise ConfigError(f"NAME: expected 3-32 of a-z, 0-9 and _, beginning with a letter, got {name!r}")
    if taken := _taken(name):
        raise ConfigError(f"NAME: expected a name that is free, got {name!r}, {taken}; choose another")
    title = name.replace("_", " ").capitalize()
    pages = {
        root / "bot" / "flows" / f"{name}.py": FLOW,
        root / "tests" / "replays" / name / "the_way_through.md": REPLAY,
    }
    for path in pages:
        if path.exists():
            raise ConfigError(
                f"NAME: expected the name of a new exercise, {path.relative_to(root)} is there already"
            )
    for path, page in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.format(name=name, title=title), "utf-8")
    return list(pages)


def _taken(name: str) -> str:
    """What a file of this name would get in the way of, "" for nothing."""
    if iskeyword(name):
        return "which is a word of Python itself"
    if name in vars(flows) and not isinstance(vars(flows)[name], ModuleType):
        return "which bot/flows/__init__.py uses for something else"
    return ""


def next_steps(name: str) -> str:
    """What to type next, as CONTRIBUTING.md says it too."""
    return f"Next: run this, write your steps as CONTRIBUTING.md tells, run it again:\n  make try-flow NAME={name}\n"
