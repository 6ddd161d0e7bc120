"""Where the time of a turn goes: each stack counts for the innermost part of a turn that it is in."""

from __future__ import annotations

from pathlib import Path

from benchmarks.speed import profile
from benchmarks.speed.profile import OTHER, OUTSIDE, PARTS

LOOKED_UP = "Looked up for the conversation: roles, news, exercises"
TURN = "thread (1): Thread-1;run (bot/state/transaction.py:120);Turns.take (bot/chat/turn.py:104)"
CONVERSATION = f"{TURN};converse (bot/engine/conversation.py:312);settle (bot/engine/walking.py:40)"


def test_a_stack_counts_for_the_innermost_part() -> None:
    assert profile.part_of(TURN) == LOOKED_UP
    assert profile.part_of(CONVERSATION) == "The conversation: which step, and what is said"
    home = f"{CONVERSATION};Facts.home (bot/chat/facts.py:70);label (bot/chat/work.py:90)"
    assert profile.part_of(home) == LOOKED_UP
    sealed = f"{home};opened (bot/state/sessions.py:99);unseal_json (bot/state/sealing.py:90)"
    assert profile.part_of(sealed) == "Sealing and opening what is stored"
    assert profile.part_of("thread (2): MainThread;_run_once (asyncio/base_events.py:1)") == OTHER


def test_a_look_at_which_nobody_ran_python_is_counted_too() -> None:
    found = profile.counted([f"{CONVERSATION} 30", f"{TURN} 20"], looks=80)
    assert found["The conversation: which step, and what is said"] == 30
    assert found[OUTSIDE] == 30
    assert "| The conversation: which step, and what is said | 37.5 % |" in profile.page(found, 1)


def test_every_part_is_there() -> None:
    """A part whose file, or function, has another name would count as none."""
    root = Path(profile.__file__).parents[2]
    for part in PARTS:
        for file in part.files:
            if file.startswith("bot/"):
                assert (root / file).exists(), part
        if part.function:
            assert f"def {part.function}(" in (root / part.files[0]).read_text("utf-8"), part
