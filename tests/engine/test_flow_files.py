"""A flow file that is broken: one sentence with file, step and mend, and exit code 2."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import bot.flows
from bot.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def extra_flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files are flows beside our own."""
    monkeypatch.setattr(bot.flows, "__path__", [*bot.flows.__path__, str(tmp_path)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in list(sys.modules):
        if name.startswith("bot.flows.broken"):
            monkeypatch.delitem(sys.modules, name)
    return tmp_path


HEAD = "from bot.engine.flow import Flow\nfrom bot.engine.steps import Ask, Pick, Choice, End, Write\n"


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (
            HEAD
            + 'FLOW = Flow(id="NAME", title="T", steps=(Write(id="one", text="?", goto="ennd"), End(id="end")))\n',
            "bot/flows/NAME.py, step 'one': goto 'ennd' leads to no step. Did you mean 'end'?\n",
        ),
        (
            HEAD + "flow = None\n",
            "bot/flows/NAME.py: there is no FLOW in the file. "
            'Declare FLOW = Flow(id=..., title=N_("..."), steps=(...)).\n',
        ),
        (
            HEAD
            + 'FLOW = Flow(id="NAME", title="T", steps=(\n    Pick(id="one", text="?"),\n    End(id="end"),\n))\n',
            "bot/flows/NAME.py: Python stops at line 4: "
            "Pick.__init__() missing 1 required keyword-only argument: 'source'. "
            "Mend that line.\n",
        ),
        (
            HEAD + "FLOW = Flow(\n",
            "bot/flows/NAME.py: Python stops at line 3: '(' was never closed. Mend that line.\n",
        ),
    ],
    ids=["goto", "no FLOW", "missing argument", "syntax"],
)
def test_the_command_says_file_step_and_mend_with_code_2(
    source: str,
    sentence: str,
    extra_flows: Path,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    name = "broken_" + request.node.callspec.id.replace(" ", "_").lower()
    (extra_flows / f"{name}.py").write_text(source.replace("NAME", name), "utf-8")
    assert main(["flows", "check"]) == 2
    assert capsys.readouterr().err == sentence.replace("NAME", name)


def test_the_command_says_that_our_own_flows_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["flows", "check"]) == 0
    assert "flows are sound" in capsys.readouterr().out
