"""The key figures of a coordinator's organisation: a table of the last months, drawings of it, and a file of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import web

from bot.coaching.figures import month_after, month_of
from bot.desk import charts, sheet
from bot.desk.columns import COLUMNS, axes_of, number
from bot.desk.organisation import coordinated, of_organisation
from bot.desk.pages import PRIVATE
from bot.engine.text import Month, Words
from bot.state import figures as kept

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import TypeAlias

    from bot.coaching.figures import Figure
    from bot.desk.columns import Column
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor

    Told: TypeAlias = Mapping[date, Mapping[str, Figure]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is read, "" where it would rest on too few; of an average also on how many `citizens` it does."""

    text: str
    citizens: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A month and its figures, in the order of the columns."""

    month: Month
    cells: tuple[Cell, ...]


async def figures(visit: Visit) -> web.Response:
    """The page; NotAllowed where the reader coordinates nothing."""
    name, told = await visit.read(_look)
    content, language, counting = visit.desk.content, visit.language, month_of(visit.now)
    axes, charted = axes_of(content.star), [each for each in COLUMNS if _is_told(each, told)]
    moved = next((month for month in told if any(axis.name in told[month] for axis in axes)), None)
    return of_organisation(
        visit,
        "figures.html",
        name,
        "figures",
        columns=COLUMNS,
        rows=_rows(visit, COLUMNS, told),
        charts=[charts.upright(language, each, told) for each in charted],
        unshown=any(each.name not in month for each in charted for month in told.values()),
        axes=axes,
        moves=_rows(visit, axes, told),
        star=charts.sideways(language, axes, told[moved]) if moved else (),
        star_month=Month(moved or counting, year=True),
        leaves_out=tuple(Words(axis.name) for axis in content.star.axes if axis.health),
        counting=Month(counting, year=True),
        comes=month_after(counting),
    )


async def file(visit: Visit) -> web.Response:
    """The same as a file; NotAllowed where the reader coordinates nothing."""
    _, told = await visit.read(_look)
    columns = (*COLUMNS, *axes_of(visit.desk.content.star))
    return web.Response(
        body=sheet.made(visit.language, columns, told),
        content_type="text/csv",
        charset="utf-8",
        headers={**PRIVATE, "Content-Disposition": f'attachment; filename="{sheet.named(visit.language)}"'},
    )


def _look(cursor: Cursor, visit: Visit) -> tuple[str, Told]:
    number, name = coordinated(cursor, visit)
    return name, kept.of_organisation(cursor, number)


def _is_told(column: Column, told: Told) -> bool:
    return any(column.name in figures for figures in told.values())


def _rows(visit: Visit, columns: Sequence[Column], told: Told) -> tuple[Row, ...]:
    return tuple(
        Row(
            Month(month, year=True),
            tuple(_cell(visit, column, figures.get(column.name)) for column in columns),
        )
        for month, figures in told.items()
    )


def _cell(visit: Visit, column: Column, figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("")
    text = number(visit.language, column.kind, figure.value)
    return Cell(f"{text}+") if column.kind == "count" else Cell(text, figure.citizens)
