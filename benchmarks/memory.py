"""How much memory a process has, and has had at most."""

from __future__ import annotations

from pathlib import Path


def peak(process: int | str) -> float:
    """The most that it has ever held, in megabytes."""
    return _told(process, "VmHWM")


def resident(process: int | str) -> float:
    """What it holds now, in megabytes."""
    return _told(process, "VmRSS")


def _told(process: int | str, name: str) -> float:
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
