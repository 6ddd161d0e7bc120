"""`python -m bot flows`: check the exercises, draw their diagrams, or start a new one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import new_flow
from bot.engine.diagram import draw
from bot.flows import discover

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder (default: this one)")
    whats = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    whats.add_parser("check", help="check every flow; code 2 with file, step and mend for each problem")
    diagrams = whats.add_parser("diagrams", help="write docs/flows/*.md")
    diagrams.add_argument("--check", action="store_true", help="only say whether they are up to date")
    new = whats.add_parser("new", help="start a new exercise: its flow file and a replay")
    new.add_argument("name", metavar="NAME", help="what the exercise is called, like my_exercise")


def run(options: argparse.Namespace, _: Mapping[str, str]) -> int:
    """Do it, and say what was done."""
    if options.what == "new":
        written = new_flow.write(options.root, options.name)
        sys.stdout.write("".join(f"wrote {path.relative_to(options.root)}\n" for path in written))
        sys.stdout.write(new_flow.next_steps(options.name))
        return 0
    flows = discover()
    if options.what == "check":
        sys.stdout.write(f"{len(flows)} flows are sound: {', '.join(flows)}\n")
        return 0
    pages = {options.root / "docs" / "flows" / f"{name}.md": draw(flow) for name, flow in flows.items()}
    return report_stale(pages) if options.check else draw_all(pages)


def report_stale(pages: Mapping[Path, str]) -> int:
    """Name each page that is missing, out of date or of a flow that is gone; code 1 where there is one."""
    folder = next(iter(pages)).parent
    stale = [path for path, page in pages.items() if not path.exists() or path.read_text("utf-8") != page]
    stale += [path for path in folder.glob("*.md") if path not in pages]
    sys.stderr.write("".join(f"{path.name} is out of date. Run: make diagrams\n" for path in stale))
    return 1 if stale else 0


def draw_all(pages: Mapping[Path, str]) -> int:
    """Write every page, and take away those of flows that are gone."""
    folder = next(iter(pages)).parent
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path not in pages:
            path.unlink()
    for path, page in pages.items():
        path.write_text(page, "utf-8")
    return 0
