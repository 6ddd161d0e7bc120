"""How much memory a process has had at most."""

from __future__ import annotations

from pathlib import Path


def peak(process: int | str) -> float:
    """Megabytes."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
