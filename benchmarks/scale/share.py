"""A part of a processor for a process, and no more: so that a few processors can show what many would do."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path("/sys/fs/cgroup")
PERIOD: Final = 20_000
"""Microseconds: short, so that nobody stands still for long."""


class NoShares(OSError):
    """Only root can do this, on a Linux that lets it."""


def limit(name: str, pid: int, share: float) -> Path:
    """Give a process at most this part of one processor; the folder that says so, for `lift` at the end."""
    quota = str(int(PERIOD * share))
    try:
        if (ROOT / "cgroup.controllers").exists():
            folder = ROOT / f"jobstjernen-{name}"
            folder.mkdir(exist_ok=True)
            (folder / "cpu.max").write_text(f"{quota} {PERIOD}", "ascii")
        else:
            folder = ROOT / "cpu" / f"jobstjernen-{name}"
            folder.mkdir(exist_ok=True)
            (folder / "cpu.cfs_period_us").write_text(str(PERIOD), "ascii")
            (folder / "cpu.cfs_quota_us").write_text(quota, "ascii")
        (folder / "cgroup.procs").write_text(str(pid), "ascii")
    except OSError as error:
        raise NoShares(
            f"expected to give out parts of a processor by {ROOT}, got {error}; run it as root"
        ) from error
    return folder


def lift(folder: Path) -> None:
    """Take a limit away whose process has ended."""
    folder.rmdir()
