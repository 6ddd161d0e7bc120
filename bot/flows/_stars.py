"""What the star looks back on: the person's other stars, and what was in focus before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.engine.view import View


def others(view: View) -> tuple[dict[str, Any], ...]:
    """What is known of the person's other stars, the newest first."""
    return tuple(star for star in view.fact("stars") if int(star["key"], 36) != view.session.id)


def earlier(view: View) -> tuple[dict[str, Any], ...]:
    """What is known of the stars before this one, the newest first."""
    return tuple(star for star in others(view) if int(star["key"], 36) < view.session.id)


def is_newest(view: View) -> bool:
    """Whether no other star was filled in after this one; one that was only begun counts for nothing yet."""
    return not any(star["kept"] and int(star["key"], 36) > view.session.id for star in others(view))


def newest_scored(view: View) -> dict[str, Any]:
    """What the newest star before this one keeps that has a step on an axis; empty where there is none."""
    return next((star["kept"] for star in earlier(view) if star["kept"].get("scores")), {})


def focus(view: View) -> list[str]:
    """The axes that the person gives special attention: those chosen here, else those of the star before."""
    if view.answer("focus") is not None:
        here: list[str] = view.value("focus") or []
        return here
    before: list[str] = next((star["kept"]["focus"] for star in earlier(view) if "focus" in star["kept"]), [])
    return before
