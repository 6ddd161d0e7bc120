"""What whoever commits a turn asks of whoever sends: by itself, or in another program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.state.outbox import Row


class Outgoing(Protocol):
    """The way out of the outbox: see `Deliverer`, and `Relay` where several programs share a database."""

    @property
    def sends(self) -> bool:
        """Whether it is this program that sends, as far as it knows."""

    def wake(self, *chats: int, unasked: bool = False) -> None:
        """Say that these chats may have something waiting; to be called after the commit."""

    def hand_over(self, chat: int, row: Row | None) -> None:
        """The same of one chat, whose next row its commit has found; None where it has not looked."""

    def look(self) -> None:
        """Look at the outbox anew."""

    async def eased(self) -> None:
        """Wait until little is left of what nobody waits for."""

    async def settled(self, chat: int, seconds: float) -> None:
        """Wait until what is being sent to a chat just now is marked, but no longer than this."""

    async def run(self) -> None:
        """Deliver until `drain`. Raises `InvalidToken` where Telegram does not know the token."""

    async def drain(self, seconds: float) -> None:
        """Start nothing more, and give what is being sent this long to be marked; then `run` returns."""
