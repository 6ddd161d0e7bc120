"""What sealing costs a turn: the same turns on the same kind of database, sealed and in the clear, in one run.

Each round somebody answers an elevator pitch in each of two new databases, turn and turn about: every turn is committed
with synchronous=FULL, and so is what it says as sent. Read the ratio: the machine may be busy.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.chat.turn import Turns
from bot.chat.updates import Incoming
from bot.engine.inputs import Typed
from bot.flows import discover
from bot.state import opening, organisations, outbox, sealing
from bot.state.connection import Connection
from bot.state.cursor import Cursor
from bot.state.ids import Ids
from bot.state.keys import Keys, new_key
from bot.state.opening import Database
from bot.state.transaction import transaction
from bot.words import catalogues

ROUNDS, TEXTS = 9, 40
BEGUN = datetime(2026, 11, 23, 9, tzinfo=UTC)
BOT, USER = 123456, 42
WELCOME = ("Hej", "Dansk", "Det er i orden", "Samir", "En hel øvelse", "Ny elevatortale")
"""What brings somebody new to the first question of an exercise."""


def stored_as_it_is(*arguments: Any) -> str:
    """In place of `seal` and `unseal`: the text, unchanged."""
    return str(arguments[-1])


@contextmanager
def in_the_clear() -> Iterator[None]:
    """Let every module of the store keep texts as they are."""
    modules = [module for name, module in sys.modules.items() if name.startswith("bot.state")]
    replaced = [
        (module, name, getattr(module, name))
        for module in modules
        for name in ("seal", "unseal")
        if getattr(module, name, None) in (sealing.seal, sealing.unseal)
    ]
    for module, name, _ in replaced:
        setattr(module, name, stored_as_it_is)
    try:
        yield
    finally:
        for module, name, function in replaced:
            setattr(module, name, function)


@contextmanager
def as_it_is() -> Iterator[None]:
    yield


def conversation(folder: Path) -> tuple[Connection, Callable[[int], None]]:
    """A new database, and what writes text number n to it as a whole turn."""
    keys = Keys.of_text(new_key())
    path = opening.path_of(Database(f"sqlite:///{folder}/bot.db", keys).url)
    clock = iter(BEGUN + timedelta(minutes=number) for number in range(1_000_000))
    opening.bring_up_to_date(path, keys=keys, clock=lambda: BEGUN, busy_timeout=1.0)
    connection = opening.connect_writer(path, keys, 1.0, lambda: None)
    ids = Ids(lambda: next(clock))
    with transaction(connection):
        organisation = organisations.ensure(connection.cursor(), BOT, "Fremad", "12 34 56 78", ids, BEGUN).id
    messages = count(1)
    turns = Turns(BOT, organisation, FLOWS, catalogues(), ids)

    def say(text: str) -> None:
        number = next(messages)
        incoming = Incoming(number, USER, USER, "da", Typed(text, number))
        with transaction(connection):
            turns.take(connection.cursor(), incoming, next(clock))
        with transaction(connection):
            deliver(connection.cursor())

    def deliver(cursor: Cursor) -> None:
        """Read what was said and mark it as sent, as delivery does."""
        while (row := outbox.next_of(cursor, BOT, USER)) is not None:
            outbox.sent(cursor, row.id, next(messages), next(clock))

    for text in WELCOME:
        say(text)
    return connection, lambda number: say(f"Jeg har kørt lastbil i {number} år, mest om natten.")


def one_round() -> tuple[float, float]:
    """Seconds of a median turn, sealed and in the clear."""
    took: dict[str, list[float]] = {"sealed": [], "clear": []}
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        sealed, write_sealed = conversation(Path(one))
        with in_the_clear():
            clear, write_clear = conversation(Path(other))
        with closing(sealed), closing(clear):
            for number in range(TEXTS):
                for name, way, write in (
                    ("sealed", as_it_is, write_sealed),
                    ("clear", in_the_clear, write_clear),
                ):
                    with way():
                        begun = time.perf_counter()
                        write(number)
                        took[name].append(time.perf_counter() - begun)
    return statistics.median(took["sealed"]), statistics.median(took["clear"])


FLOWS = discover()


def main() -> None:
    rounds = [one_round() for _ in range(ROUNDS)]
    ratios = sorted(sealed / clear for sealed, clear in rounds)
    for number, name in enumerate(("sealed", "in the clear")):
        print(f"{name:14}{statistics.median(each[number] for each in rounds) * 1e3:8.2f} ms a turn")
    print(f"ratio         {statistics.median(ratios):8.2f}  (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
