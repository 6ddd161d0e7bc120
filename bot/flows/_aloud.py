"""What a practice aloud has recorded: the answer to the step "aloud" of a talk or an interview answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.engine.view import View


def was_recorded(view: View) -> bool:
    """Whether the latest practice was recorded."""
    answer = view.answer("aloud")
    return answer is not None and answer["kind"] == "voice"


def spoken_seconds(view: View) -> int:
    """The true seconds of the latest practice, 0 where it was not recorded."""
    answer = view.answer("aloud")
    return int(answer["seconds"]) if answer is not None and answer["kind"] == "voice" else 0


def recording(view: View) -> dict[str, Any]:
    """What a version keeps of the recording; nothing where there is none."""
    if not was_recorded(view):
        return {}
    return {"voice": view.value("aloud"), "spoken_seconds": spoken_seconds(view)}
