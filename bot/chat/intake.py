"""What polling and the webhook share: handing an update on, and knowing whether it may be acknowledged."""

from __future__ import annotations

from typing import Any, Protocol

import structlog

log = structlog.get_logger(__name__)


class Intake(Protocol):
    """Whoever takes updates in."""

    async def accept(self, update: dict[str, Any]) -> bool:
        """True once the update is committed or set aside, False where nothing can be stored just now."""


async def accepted(intake: Intake, update: dict[str, Any]) -> bool:
    """Whether the update may be acknowledged. One whose intake breaks may not: it comes again."""
    try:
        return await intake.accept(update)
    except Exception as error:  # noqa: BLE001 - whatever breaks, the loop lives on for everybody else
        log.error("intake.failed", update=update["update_id"], error=type(error).__name__)  # noqa: TRY400 - no texts
        return False
