"""Long lists of choices, shown page by page: Telegram takes 100 buttons under a message, and a screen far fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.engine.steps.base import Option
from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.view import View

MORE, EARLIER = "@more_items", "@fewer_items"
ALL: Final = 100
"""As many buttons as Telegram takes: a list that is not cut into pages."""
FEW: Final = 4
"""As many choices are seen at a glance: simple mode shows no more of a list on one page."""


def paged(options: tuple[Option, ...], view: View, size: int) -> tuple[Option, ...]:
    """The options of the page that is shown, and the ways to the pages beside it."""
    page, last = _page(len(options), view, size)
    shown = list(options[page * size : (page + 1) * size])
    if page < last:
        shown.append(Option(MORE, Words(N_("More …"))))
    if page:
        shown.append(Option(EARLIER, Words(N_("… Earlier ones"))))
    return tuple(shown)


def elsewhere(options: tuple[Option, ...], view: View, size: int) -> tuple[Option, ...]:
    """The options of the other pages."""
    page, _ = _page(len(options), view, size)
    return (*options[: page * size], *options[(page + 1) * size :])


def turned(key: str, count: int, view: View, size: int) -> int | None:
    """The page, counted from 0, that a key leads to in a list of so many; None where it leads to none."""
    page, last = _page(count, view, size)
    return {MORE: min(page + 1, last), EARLIER: max(page - 1, 0)}.get(key)


def at_once(count: int, view: View, size: int = ALL) -> int:
    """How many of a list are on a page of usually so many, for this person; "More" takes the room of one."""
    return min(size, FEW) if view.person.sees_few and count > FEW + 1 else size


def _page(count: int, view: View, size: int) -> tuple[int, int]:
    """The page that is shown and the last one; items can have gone since."""
    last = max(0, (count - 1) // size)
    return min(view.scratch.page, last), last
