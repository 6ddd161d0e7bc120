"""Key figures that are kept: each month is counted once, when it is over, and never changes after that.

So nobody finds a single citizen by looking again after one of them has come, gone, or deleted everything. What is kept
is what is shown: of fewer than five citizens there is nothing, and what there is tells of nobody.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.coaching.figures import MONTHS, Figure, month_of, months_over
from bot.state import bots, organisations
from bot.state.values import from_json, to_json

if TYPE_CHECKING:
    from datetime import datetime

    from bot.state.cursor import Cursor


def figures(cursor: Cursor) -> None:
    """The migration by which key figures are kept by the month."""
    for statement in (
        """CREATE TABLE figures (
            id BIGINT PRIMARY KEY, organisation BIGINT NOT NULL REFERENCES organisations (id),
            month TEXT NOT NULL, content TEXT NOT NULL)""",
        "CREATE INDEX figures_organisation ON figures (organisation, month)",
        "CREATE INDEX figures_month ON figures (month)",
    ):
        cursor.execute(statement, {})


def uncounted(cursor: Cursor, bot: int, now: datetime) -> tuple[int, date] | None:
    """An organisation and its newest month that is over and not counted yet; None where there is none.

    Another bot's organisation is left to that one: it may have a star of its own.
    """
    others = bots.organisations_of_others(cursor, bot)
    for organisation, since in organisations.made(cursor):
        if organisation in others:
            continue
        kept = of_organisation(cursor, organisation)
        for month in months_over(now, since):
            if month not in kept:
                return organisation, month
    return None


def forget_ahead(cursor: Cursor, now: datetime) -> None:
    """Forget what a clock has counted that was ahead: that month is not over, and is counted when it is."""
    cursor.execute("DELETE FROM figures WHERE month >= :now", {"now": month_of(now).isoformat()})


def keep(cursor: Cursor, new_id: int, organisation: int, month: date, told: dict[str, Figure]) -> None:
    """Keep what is told of a month, unless somebody has counted it by now.

    Whoever counts the same one waits at the organisation's row, and then finds it.
    """
    cursor.execute(
        "UPDATE organisations SET name = name WHERE id = :organisation", {"organisation": organisation}
    )
    cursor.execute(
        "INSERT INTO figures (id, organisation, month, content) SELECT :id, :organisation, :month, :content"
        " WHERE NOT EXISTS (SELECT 1 FROM figures WHERE organisation = :organisation AND month = :month)",
        {"id": new_id, "organisation": organisation, "month": month.isoformat(), "content": to_json(told)},
    )


def of_organisation(cursor: Cursor, organisation: int) -> dict[date, dict[str, Figure]]:
    """What is told of the last months of an organisation, the newest first; of each month, what was counted first."""
    cursor.execute(
        "SELECT month, content FROM figures WHERE organisation = :organisation"
        " ORDER BY month DESC, id DESC LIMIT :most",
        {"organisation": organisation, "most": 2 * MONTHS},
    )
    found: dict[date, dict[str, Figure]] = {}
    for month, content in cursor.fetchall():
        told = {name: Figure(*figure) for name, figure in from_json(content).items()}
        found[date.fromisoformat(month)] = told
    return dict(list(found.items())[:MONTHS])
