"""`python -m tests.fuzz SECONDS [TARGET ...]`: throw bytes at each target for so long, guided by what they reach.

Needs atheris (`make fuzz` sees to it). Each target has a process of its own, which ends at the first finding. Ends with
code 1 where there is one, and leaves it in tests/fuzz/found/: mend what is wrong, and let it stay there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
FOUND: Final = ROOT / "tests" / "fuzz" / "found"
ONE_TRY: Final = 20
"""Seconds that one try may take: beyond it, it counts as one that never ends."""
MEGABYTES: Final = 3072


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", type=int, help="for each target")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: every one")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        return fuzz(options.targets[0], options.seconds)
    names = options.targets or sorted(path.stem for path in (ROOT / "tests/fuzz/targets").glob("[a-z]*.py"))
    failed = [name for name in names if not held(name, options.seconds)]
    say(f"{len(names) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def held(name: str, seconds: int) -> bool:
    """Fuzz a target in a process of its own; whether it held."""
    say(f"\n{name}: {seconds} seconds")
    command = [sys.executable, "-m", "tests.fuzz", str(seconds), name, "--here"]
    ended = subprocess.run(command, cwd=ROOT, check=False, timeout=seconds * 3 + 300)
    if ended.returncode:
        say(f"{name}: a finding. What was thrown lies in {FOUND.relative_to(ROOT) / name}")
    return not ended.returncode


def fuzz(name: str, seconds: int) -> int:
    """Fuzz a target in this process, which atheris ends by itself."""
    import atheris

    with atheris.instrument_imports(include=["bot", "babel.messages.pofile", "gettext"]):
        from tests.fuzz.target import every_target, found

        target = every_target()[name]
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for data in (*target.seeds(), *found(name)):
            (Path(corpus) / sha256(data).hexdigest()[:16]).write_bytes(data[: target.longest])
        options = {
            "max_total_time": seconds,
            "max_len": target.longest,
            "timeout": ONE_TRY,
            "rss_limit_mb": MEGABYTES,
            "artifact_prefix": f"{FOUND / name}/",
            "print_final_stats": 1,
            "verbosity": 0,
        }
        atheris.Setup([name, corpus, *(f"-{key}={value}" for key, value in options.items())], target.run)
        atheris.Fuzz()
    return 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
