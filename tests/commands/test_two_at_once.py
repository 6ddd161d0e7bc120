"""The commands of the README work side by side as they are written, and the demo says one address: that of its page."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import pytest

from bot.commands import demo, phone

ROOT = Path(__file__).parents[2]
PORT = re.compile(r"--port (\d+)")


def demo_port() -> int:
    parser = argparse.ArgumentParser()
    demo.add_options(parser)
    return int(parser.parse_args([]).port)


@pytest.mark.parametrize("page", ["README.md", "docs/guides/operating.md"])
def test_the_practice_phone_of_a_real_bot_stands_beside_the_demo(page: str) -> None:
    """The demo takes its port for the page, and the next one for the desk."""
    text = (ROOT / page).read_text("utf-8")
    ports = {int(port) for port in PORT.findall(text) if "bot phone --port " + port in text}
    assert ports
    assert ports.isdisjoint({demo_port(), demo_port() + 1})
    assert all(f"http://localhost:{port}" in text for port in ports)


@pytest.mark.parametrize("quiet", [True, False])
def test_the_phone_says_its_address_unless_another_program_does(
    quiet: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr("bot.phone.server.web.run_app", lambda _, **more: given.update(more))
    parser = argparse.ArgumentParser()
    phone.add_options(parser)
    options = ["--data", str(tmp_path), *(["--quiet"] if quiet else [])]
    assert phone.run(parser.parse_args(options), {}) == 0
    if quiet:
        assert given["print"] is None
    else:
        given["print"]("Running on it")
        assert capsys.readouterr().out == "Running on it\n"
