"""The queue of updates: kept until the bot confirms them, by offset or by a webhook's 2xx."""

import asyncio
import json
import random
import sqlite3
from typing import TYPE_CHECKING, Any

from bot.phone.clock import Clock
from bot.phone.disorder import Disorder
from bot.phone.errors import MAX_NUMBER, ApiError, bad_request
from bot.phone.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Callable

Json = dict[str, Any]

RETENTION_SECONDS = 86_400
KINDS = (
    "message", "edited_message", "channel_post", "edited_channel_post", "inline_query",
    "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "poll", "poll_answer",
    "my_chat_member", "chat_member", "chat_join_request", "message_reaction", "message_reaction_count",
    "chat_boost", "removed_chat_boost", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "purchased_paid_media",
)  # fmt: skip
_ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Updates:
    """Updates in the database. `on_new` is called when one is added; at most one long poll waits."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock
        self._waiting: asyncio.Future[str] | None = None
        self.disorder = Disorder()
        self.on_new: Callable[[], None] = lambda: None

    def push(self, kind: str, chat_id: int, content: Json) -> None:
        """Queue an update of that kind, unless the bot asked not to get the kind."""
        if kind in self.allowed():
            update_id = self._new_id()
            self._insert(update_id, chat_id, {"update_id": update_id, kind: content})

    def inject(self, update: Any, update_id: int | None, chat_id: int) -> int | None:
        """Queue anything as it is: malformed, repeated, old, of an unknown kind; return its id if it has one.

        It is handed out at least once, whatever offset the bot has reached. What has no usable id cannot be
        confirmed, so it is handed out just once.
        """
        if isinstance(update, dict):
            if update_id is None and "update_id" not in update:
                update_id = self._new_id()
            if update_id is not None:
                update = {**update, "update_id": update_id}
            update_id = _usable_id(update["update_id"])
        if update_id is not None and update_id >= self._next_id():
            self._storage.remember("next_update_id", update_id + 1)
        self._insert(update_id, chat_id, update, injected=True)
        return update_id

    def allowed(self) -> list[str]:
        remembered: list[str] = self._storage.recall("allowed_updates", [])
        return remembered or [kind for kind in KINDS if kind not in _ONLY_WHEN_ASKED]

    def allow(self, kinds: Any) -> None:
        """Remember which kinds to queue from now on; an empty list means the default."""
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            raise bad_request("Expected an Array of String as allowed updates")
        if unknown := sorted(set(kinds) - set(KINDS)):
            raise bad_request(f"unknown update type {unknown[0]!r} in allowed updates")
        self._storage.remember("allowed_updates", kinds)

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Any]:  # noqa: ASYNC109 - Telegram's parameter
        """Answer getUpdates: confirm up to `offset`, end an earlier poll with 409, wait up to `timeout` s."""
        self.end_poll(CONFLICT)
        with self._storage.transaction():
            self._purge()
            self._confirm(offset)
        if not timeout or self.count():
            return self._hand_out(limit)
        self._waiting = asyncio.get_running_loop().create_future()
        waiting = self._waiting
        timer = asyncio.ensure_future(self._clock.sleep(timeout))
        timer.add_done_callback(lambda _: _wake(waiting, ""))
        try:
            conflict = await waiting
        finally:
            timer.cancel()
            if self._waiting is waiting:
                self._waiting = None
        if conflict:
            raise ApiError(409, conflict)
        return self._hand_out(limit)

    def end_poll(self, conflict: str = "") -> None:
        """Wake the waiting poll: with 409 and that description, or with what there is."""
        if self._waiting is not None:
            _wake(self._waiting, conflict)

    def heads(self) -> list[sqlite3.Row]:
        """The first unconfirmed update (seq, queue) of every chat; what has no chat is a queue of its own."""
        self._purge()
        each = "FROM (SELECT seq, CASE chat_id WHEN 0 THEN -seq ELSE chat_id END AS queue FROM updates)"
        if self.disorder.backwards:
            return self._storage.rows(f"SELECT MAX(seq) AS seq, queue {each} GROUP BY queue ORDER BY seq")
        return self._storage.rows(f"SELECT MIN(seq) AS seq, queue {each} GROUP BY queue ORDER BY seq")

    def body(self, seq: int) -> str:
        """The JSON of an update that is still in the queue."""
        (row,) = self._storage.rows("SELECT body FROM updates WHERE seq = :seq", {"seq": seq})
        return str(row["body"])

    def would_confirm(self, offset: int) -> bool:
        """Whether a poll with this offset says that something has been taken in."""
        row = self._storage.row(
            "SELECT 1 FROM updates WHERE update_id < :offset AND handed LIMIT 1", {"offset": offset}
        )
        return row is not None

    def count(self) -> int:
        row = self._storage.row("SELECT COUNT(*) AS total FROM updates")
        return 0 if row is None else int(row["total"])

    def drop(self, seq: int) -> None:
        """A webhook has taken it."""
        self._storage.run("DELETE FROM updates WHERE seq = :seq", {"seq": seq})

    def drop_all(self) -> None:
        self._storage.run("DELETE FROM updates")

    def _purge(self) -> None:
        self._storage.run(
            "DELETE FROM updates WHERE created < :old", {"old": self._clock.now() - RETENTION_SECONDS}
        )

    def _hand_out(self, limit: int) -> list[Any]:
        with self._storage.transaction():
            rows = self._storage.rows("SELECT * FROM updates ORDER BY seq LIMIT :limit", {"limit": limit})
            if rows:
                self._storage.run(
                    "UPDATE updates SET handed = 1 WHERE seq <= :last", {"last": rows[-1]["seq"]}
                )
        return self.disorder.arranged([json.loads(row["body"]) for row in rows])

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._storage.run(
                "DELETE FROM updates WHERE seq NOT IN "
                "(SELECT seq FROM updates ORDER BY seq DESC LIMIT :keep)",
                {"keep": -offset},
            )
        if offset > 0:
            self._storage.run(
                "DELETE FROM updates WHERE update_id < :offset AND (handed OR NOT injected)",
                {"offset": offset},
            )
        self._storage.run("DELETE FROM updates WHERE update_id IS NULL AND handed")

    def _next_id(self) -> int:
        number: int | None = self._storage.recall("next_update_id")
        return random.randrange(10**8, 9 * 10**8) if number is None else number  # noqa: S311 - not a secret

    def _new_id(self) -> int:
        number = self._next_id()
        self._storage.remember("next_update_id", number + 1)
        return number

    def _insert(self, update_id: int | None, chat_id: int, body: Any, *, injected: bool = False) -> None:
        self._storage.run(
            "INSERT INTO updates (update_id, chat_id, injected, created, body) "
            "VALUES (:update_id, :chat_id, :injected, :created, :body)",
            {
                "update_id": update_id,
                "chat_id": chat_id,
                "injected": injected,
                "created": self._clock.now(),
                "body": json.dumps(body),
            },
        )
        self.end_poll()
        self.on_new()


def _usable_id(value: Any) -> int | None:
    """The id if Telegram could have given it, so that an offset can confirm it."""
    return value if type(value) is int and 0 <= value < MAX_NUMBER else None


def _wake(waiting: asyncio.Future[str], conflict: str) -> None:
    if not waiting.done():
        waiting.set_result(conflict)
