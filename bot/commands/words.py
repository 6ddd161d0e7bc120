"""`python -m bot words`: check the translations, or bring the catalogues up to date."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.words import tooling

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("check", "extract"), help="check the catalogues, or update them")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder (default: this one)")


def run(options: argparse.Namespace, _: Mapping[str, str]) -> int:
    """Print what was found or changed; code 1 where something is wrong."""
    if options.what == "extract":
        changes, problems = tooling.extract(options.root)
        sys.stdout.write("".join(f"{change}\n" for change in changes))
    else:
        problems = tooling.check(options.root)
        sys.stdout.write("" if problems else complete(options.root))
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


def complete(root: Path) -> str:
    """The line that says which languages nothing is wrong with."""
    languages = sorted(path.name for path in (root / "locales").iterdir() if path.is_dir())
    return f"{len(languages)} languages are complete: {', '.join(languages)}\n"
