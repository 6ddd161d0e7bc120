"""What polling and the webhook share: handing an update on, and knowing whether it may be acknowledged."""

from __future__ import annotations

from typing import Any, Protocol

import structlog

log = structlog.get_logger(__name__)


class Intake(Protocol):
    """Whoever takes updates in."""

    def overflows(self, update: dict[str, Any]) -> bool:
        """Count an update, once however often it comes; whether its sender sends more than is answered one by one."""

    async def accept(self, update: dict[str, Any]) -> bool:
        """True once the update is committed or set aside, False where nothing can be stored just now."""

    async def keep(self, update: dict[str, Any]) -> bool:
        """The same for one that overflows: what was written is kept, and not answered. It needs no place in a line."""


async def accepted(intake: Intake, update: dict[str, Any], *, overflows: bool) -> bool:
    """Whether the update may be acknowledged. One whose intake breaks may not: it comes again."""
    try:
        return await (intake.keep(update) if overflows else intake.accept(update))
    except Exception as error:  # noqa: BLE001 - whatever breaks, the loop lives on for everybody else
        log.error("intake.failed", update=update["update_id"], error=type(error).__name__)  # noqa: TRY400 - no texts
        return False
