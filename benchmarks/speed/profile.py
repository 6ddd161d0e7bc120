"""Where the time of a turn goes, in our bot at full pace: part of make bench-speed.

Several hundred times a second py-spy looks at who runs Python in the program. Each look counts for the innermost part
of a turn that the stack is in. What is left of the looks saw nobody hold the interpreter: SQLite was at work, or the
disk, or the kernel, or the program waited for something to do; looks that py-spy has missed are among them too.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.reliability.report import machine
from benchmarks.speed.api import BotApi
from benchmarks.speed.bots import KINDS, OURS
from benchmarks.speed.measure import SETTLING, running, until
from benchmarks.speed.people import Crowd

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE: Final = Path(__file__).parent
RESULTS: Final = HERE / "profile.md"
A_SECOND: Final = 300
"""Looks a second."""


class Part(NamedTuple):
    """A part of a turn, and the files or folders that do it: each is in it wherever it was called from."""

    title: str
    files: tuple[str, ...]
    function: str = ""
    """The one function of a file that is this part; "" for all of them."""

    def has(self, frame: str) -> bool:
        """Whether a line of a stack, like `find (bot/state/people.py:90)`, is in it."""
        function, _, place = frame.rpartition(" (")
        return place.startswith(self.files) and self.function in ("", function)


TEXTS: Final = "What a text says of numbers, distress and language"
PARTS: Final = (
    Part("JSON, there and back", ("json/",)),
    Part("Sealing and opening what is stored", ("bot/state/sealing.py",)),
    Part(
        "Transactions, and what waits for them",
        ("bot/state/transaction.py", "bot/state/sqlite.py", "bot/state/store.py"),
    ),
    Part("Rows read and written", ("bot/state/",)),
    Part(TEXTS, ("bot/coaching/screen.py",), "screen"),
    Part(TEXTS, ("bot/words/written.py",)),
    Part("The conversation: which step, and what is said", ("bot/engine/conversation.py",), "converse"),
    Part("Rendering: language, markup, buttons", ("bot/chat/render.py",)),
    Part("Calls to Telegram", ("bot/chat/api.py",)),
    Part("Order and pace of what is sent", ("bot/chat/deliver.py", "bot/chat/leaves.py")),
    Part(
        "Looked up for the conversation: roles, news, exercises",
        ("bot/chat/turn.py", "bot/chat/facts.py", "bot/chat/company.py"),
    ),
    Part(
        "Updates: fetched, parsed, one turn at a time for each person",
        ("bot/chat/poll.py", "bot/chat/reception.py"),
    ),
)
OTHER: Final = "Event loop, threads, and all else"
OUTSIDE: Final = "Nobody held the interpreter: SQLite, the disk, the kernel, waiting"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.profile", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--write", type=Path, default=RESULTS, help="the page with the results")
    return parser.parse_args()


async def stacks(people: int, seconds: int) -> str:
    """What py-spy saw: a stack and how often it was there in each line."""
    ours = next(kind for kind in KINDS if kind.name == OURS)
    crowd = Crowd(people, at_home=True, echoes=False)
    api = BotApi(crowd.hears, latency=0.0)
    server, url = await api.open()
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "stacks"
        async with server, running(ours, ours.environment(url, Path(folder))) as (process, _):
            await until(lambda: api.first_poll is not None, "the bot asks for updates", process)
            crowd.begin(api)
            await until(lambda: crowd.ready, "everybody is at the form", process)
            await asyncio.sleep(SETTLING)
            looking = await asyncio.create_subprocess_exec(
                *("py-spy", "record", "--gil", "--format", "raw", "--rate", str(A_SECOND)),
                *("--duration", str(seconds), "--output", str(raw), "--pid", str(process.pid)),
            )
            if await looking.wait():
                raise RuntimeError("expected py-spy to look at the bot, it could not; run this as root")
        return raw.read_text("utf-8")


def part_of(stack: str) -> str:
    """The innermost part of a turn that a stack is in."""
    for frame in reversed(stack.split(";")):
        for part in PARTS:
            if part.has(frame):
                return part.title
    return OTHER


def counted(lines: Iterable[str], looks: int) -> Counter[str]:
    """How many of the looks saw each part; what is left of them saw nobody hold the interpreter, or was missed."""
    found: Counter[str] = Counter()
    for line in lines:
        stack, _, times = line.rpartition(" ")
        found[part_of(stack)] += int(times)
    found[OUTSIDE] = max(0, looks - found.total())
    return found


def page(found: Counter[str], seconds: int) -> str:
    rows = [f"| {title} | {100 * times / found.total():.1f} % |" for title, times in found.most_common()]
    return "\n\n".join(
        (
            "# Where the time of a turn goes: the measured run",
            f"Written by `python -m benchmarks.speed.profile --seconds {seconds}`; not to be edited. "
            "[Back to what it means](../../docs/performance.md)",
            machine(),
            "\n".join(("| Part of a turn | Of the time |", "| --- | ---: |", *rows)),
            __doc__.partition("\n\n")[2].strip(),
        )
    )


def main() -> None:
    chosen = options()
    lines = asyncio.run(stacks(chosen.people, chosen.seconds)).splitlines()
    written = page(counted(lines, chosen.seconds * A_SECOND), chosen.seconds)
    chosen.write.write_text(f"{written}\n", "utf-8")
    print(written)


if __name__ == "__main__":
    main()
