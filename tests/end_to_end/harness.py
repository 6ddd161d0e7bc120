"""A phone, a bot and a folder for both: everything that an end-to-end test needs, as real processes."""

from __future__ import annotations

import json
import sys
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from typing import TYPE_CHECKING, Any

from bot.state import databases, export
from bot.state.connection import connected
from tests.end_to_end.phones import TOKEN, Citizen, Phone
from tests.end_to_end.programs import Program, free_port, outcome
from tests.keys import DATA_KEY, KEYS, at

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from bot.state.cursor import Cursor

SECRET = "a-secret-for-tests-only"


class World:
    """The bot runs against the phone as `TELEGRAM_API_URL`, over a database in the folder."""

    def __init__(
        self,
        folder: Path,
        *,
        webhook: bool = False,
        module: str = "bot",
        anew: bool = False,
        paced: bool = False,
        **settings: str,
    ) -> None:
        self.folder = folder
        self.phone = Phone(folder / "phone")
        self.database = folder / "bot" / "jobstjernen.db"
        self.environment = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.phone.url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DATA_KEY": DATA_KEY,
            "ORGANISATION_NAME": "Prøveforeningen",
            "ORGANISATION_CONTACT": "12 34 56 78",
        }
        if webhook:
            port = str(free_port())
            public = {"PUBLIC_URL": f"http://127.0.0.1:{port}", "PORT": port, "HOST": "127.0.0.1"}
            self.environment |= {**public, "WEBHOOK_SECRET": SECRET}
        self.environment |= settings
        self.bot = Program("run", environment=self.environment, module=module, anew=anew, hurried=not paced)

    def citizen(self, user: int | None = None, *, language: str = "da") -> Citizen:
        return Citizen(self.phone, language=language) if user is None else Citizen(self.phone, user)

    async def start_bot(self) -> None:
        """Return once the bot has opened its database."""
        await self.bot.start()
        await self.bot.until(r"\bstarted\b")

    async def export(self, citizen: Citizen) -> dict[str, Any]:
        """What `python -m bot export` prints about a citizen; {} where nothing is stored."""
        code, printed = await outcome("export", str(citizen.user), environment=self.environment)
        if code == 1:
            return {}
        assert code == 0, printed
        stored: dict[str, Any] = json.loads(printed[printed.index("{") :])  # behind the line of the log
        return stored

    def stored(self, citizen: Citizen) -> dict[str, Any]:
        """The same, read from the database in this process, which is quicker."""
        with self.looked() as cursor:
            return export.everything(cursor, None, citizen.user)

    @contextmanager
    def looked(self) -> Iterator[Cursor]:
        """A look into the database, beside the bot."""
        url = self.environment["DATABASE_URL"]
        if databases.is_postgres(url):
            with databases.looking(at(url)) as cursor:
                yield cursor
        else:
            with closing(connected(self.database, KEYS)) as connection:
                yield connection.cursor()

    def taken_back(self, citizen: Citizen) -> set[tuple[int, int]]:
        """Session and prompt of each message to a citizen that was taken back, and of which we know no arrival."""
        with self.looked() as cursor:
            cursor.execute(
                "SELECT session, prompt FROM outbox"
                " WHERE chat_id = :chat AND status = 'withdrawn' AND message IS NULL",
                {"chat": citizen.user},
            )
            return set(cursor.fetchall())


@asynccontextmanager
async def world(
    folder: Path,
    *,
    webhook: bool = False,
    module: str = "bot",
    anew: bool = False,
    paced: bool = False,
    **settings: str,
) -> AsyncIterator[World]:
    """A phone and a bot that run until the block is left; then neither is left behind. `anew`: see `Program`.

    Only a bot that is `paced` sends no faster than Telegram takes it.
    """
    made = World(folder, webhook=webhook, module=module, anew=anew, paced=paced, **settings)
    async with AsyncExitStack() as cleanup:
        cleanup.push_async_callback(made.phone.close)
        cleanup.push_async_callback(made.bot.close)
        try:
            await made.phone.start()
            await made.start_bot()
            yield made
        except BaseException:
            for name, program in (("bot", made.bot), ("phone", made.phone.program)):
                sys.stderr.write(f"The {name} ({program.state}):\n{program.log}\n")
            raise


def answers(stored: dict[str, Any], flow: str = "elevator_pitch") -> dict[str, Any]:
    """The present answers of the newest exercise of a flow, by step."""
    exercise = [each for each in stored["exercises"] if each["flow"] == flow][-1]
    newest = {answer["step"]: answer for answer in exercise["answers"]}
    return {step: answer["content"]["value"] for step, answer in newest.items()}


def kept_texts(stored: dict[str, Any]) -> list[tuple[int, str]]:
    """Message id and text of every text that is kept in a present answer or as unplaced; none may be missing."""
    present = [
        {answer["step"]: answer for answer in exercise["answers"]}.values()
        for exercise in stored["exercises"]
    ]
    kept = [answer for answers in present for answer in answers] + stored["unplaced"]
    return [(message, text) for answer in kept for message, text in answer["content"].get("parts", [])]
