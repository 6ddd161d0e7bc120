"""A citizen's way through a course, by real turns: stars with goals, and plans, each shown to their contact person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.town import WEEK, Town

if TYPE_CHECKING:
    from tests.talk import Talk

BESIDE = {"?": "I do not know", "-": "I would rather not say"}


def fill_in(talk: Talk, steps: str, *, back: dict[str, str] | None = None) -> None:
    """Answer every axis of a new star, and those that are seen differently today with their steps, up to "more"."""
    talk.command("menu")
    talk.tap("Fill in my star")
    if "A whole exercise" in talk.last.labels():
        talk.tap("A whole exercise")
    for step in steps:
        talk.tap(BESIDE.get(step, step))
    if "the last time" in talk.last.text:
        for axis in back or {}:
            talk.tap(f"☐ {axis}")
        talk.tap("✔ Done")
        for step in (back or {}).values():
            talk.tap(step)


def aim(talk: Talk, goals: dict[str, tuple[str, str]]) -> None:
    """Put these axes in focus, each with a goal and its parts, and go on to the menu."""
    talk.tap("Yes")
    for axis in goals:
        if f"☑ {axis}" not in talk.last.labels():
            talk.tap(f"☐ {axis}")
    talk.tap("✔ Done")
    while "What would it look like" in talk.last.text:
        goal, parts = goals[next(line for line in talk.last.text.splitlines() if line in goals)]
        talk.write(goal)
        talk.write(parts)
    if "When did your course begin?" in talk.last.text:
        talk.write("today")
    if "Not now" in talk.last.labels():
        talk.tap("Not now")


def show(talk: Talk) -> None:
    """Show what is open to Mette."""
    talk.tap(next(each for each in talk.last.labels() if each.startswith("Show")))
    if "Mette, contact person" in talk.last.labels():
        talk.tap("Mette")
    talk.tap("Yes, show it")


def open_star(talk: Talk) -> None:
    """Open the newest star."""
    talk.command("menu")
    talk.tap("✔ Star")
    if "A whole exercise" in talk.last.labels():
        talk.tap("A whole exercise")


def plan(talk: Talk, what: str, when: str = "on Thursday at 10") -> None:
    """Make a plan, and stand where it opens."""
    talk.command("menu")
    talk.tap("Make a small plan")
    if "A whole exercise" in talk.last.labels():
        talk.tap("A whole exercise")
    talk.write(what)
    talk.write(when)
    talk.tap("Skip")
    talk.tap("Nothing comes to mind")


def with_first_star() -> Town:
    """Samir shows a first star, with two goals of which one has a part that is done."""
    town = Town()
    fill_in(town.samir, "44343556")
    aim(
        town.samir,
        {
            "Looking for jobs": ("I have called three places", "Find three places\nCall the first one"),
            "Everyday life": ("I am up at eight", "Set the alarm\nGo for a walk"),
        },
    )
    open_star(town.samir)
    town.samir.tap("My goals")
    town.samir.tap("I am up at eight")
    town.samir.tap("☐ Set the alarm")
    town.samir.tap("✔ Done")
    show(town.samir)
    return town


def with_two_stars() -> Town:
    """Three months later he shows another: some of it went forward, some back, and one axis he sees differently."""
    town = with_first_star()
    town.samir.now += 13 * WEEK
    fill_in(town.samir, "643?5-46", back={"Job goal": "2"})
    town.samir.tap("Not now")  # nothing more is in focus
    town.samir.tap("Not now")  # no small step
    open_star(town.samir)
    show(town.samir)
    return town


def show_beside(town: Town) -> None:
    """Samir lets what Mette has scored stand beside his star."""
    town.rings(town.samir)
    town.taps(town.samir, "📬")
    town.samir.tap("Yes, show both")
