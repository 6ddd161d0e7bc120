"""The exercises and errands: one declared flow a file, found by themselves; there is no registry to edit."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from bot.engine.checker import check
from bot.engine.errors import BrokenFlows, Problem
from bot.engine.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Mapping

FACTS: Mapping[str, str] = {
    "contact": "how to reach the organisation",
    "everything": "paragraphs with all that is stored about the person",
    "home": "what can be continued or begun, as items",
    "languages": "the languages on offer, as items",
    "organisation": "the name of the organisation that is responsible",
    "versions": "the kept versions of this exercise, as items, newest first",
    "version_texts": "the text of each kept version of this exercise, by the key of its item",
}
"""What a flow may ask of the world around it: name → meaning. The shell answers these (`bot.chat.facts`)."""


def discover() -> dict[str, Flow]:
    """Every flow by its id, checked; raises BrokenFlows with file, step and mend for each problem."""
    modules = {name: import_module(f"{__name__}.{name}") for name in names()}
    flows = {name: flow for name in modules if isinstance(flow := getattr(modules[name], "FLOW", None), Flow)}
    problems = [
        Problem(name, "", "there is no FLOW in the file", 'Declare FLOW = Flow(id=..., title=N_("..."), steps=(...))')
        for name in sorted(modules.keys() - flows.keys())
    ]
    for name, flow in flows.items():
        problems += check(name, flow, flows, frozenset(FACTS))
    if problems:
        raise BrokenFlows(problems)
    return flows


def names() -> list[str]:
    """The module names of all flows, in order of the alphabet."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
