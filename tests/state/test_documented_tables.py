"""The page on privacy says of every table of the database, once, who erases what stands in it and when."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from bot.state import migrations
from bot.state.connection import connected
from tests.keys import KEYS
from tests.state.helpers import Clock

PAGE = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text("utf-8")


def test_every_table_has_its_line_and_no_other_has() -> None:
    section = PAGE.partition("## Every table\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    named = [name for cell in first_cells for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(tables())


def tables() -> list[str]:
    with closing(connected(":memory:", KEYS)) as database:
        cursor = database.cursor()
        cursor.execute(migrations.TABLE)
        for name in migrations.missing(()):
            migrations.apply(cursor, name, Clock().now)
        cursor.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'", {})
        return [name for (name,) in cursor.fetchall()]
