"""What the source of the storage layer promises: shared SQL, one use of a private name, nothing from above."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
ONE_ONLY = {"connection.py", "copying.py", "opening.py", "transaction.py"}
"""What knows SQLite, besides what is called after PostgreSQL."""
FOREIGN = [
    r"AUTOINCREMENT",
    r"\bROWID\b",
    r"\bOR (REPLACE|IGNORE|ABORT|FAIL|ROLLBACK)\b",
    r"\bREPLACE INTO\b",
    r"\bGLOB\b",
    r"\bJSON_\w+\(",
    r"\bSTRFTIME\(",
    r"\bIFNULL\(",
    r"\bPRAGMA\b",
    r"\bSQLITE_MASTER\b",
    r"\bIS (?!NULL|NOT NULL)",
    r"\?",
    r"%",
]
"""What PostgreSQL or SQLite alone understands, or what one of their drivers would take for a parameter."""


def sql_of(file: Path) -> list[str]:
    """The strings of a module that look like statements or their continuations."""
    parts = [node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)]
    return [
        part
        for part in parts
        if isinstance(part, str) and re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|BEGIN)\b", part)
    ]


FILES = sorted(
    path
    for path in (BOT / "state").glob("*.py")
    if path.name not in ONE_ONLY and not path.name.startswith("postgres") and sql_of(path)
)


def test_the_statements_are_found() -> None:
    assert {"people.py", "outbox.py", "foundation.py", "ids.py"} <= {path.name for path in FILES}
    assert sum(len(sql_of(path)) for path in FILES) > 50


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_statements_keep_to_what_sqlite_and_postgresql_share(file: Path) -> None:
    for sql in sql_of(file):
        for pattern in FOREIGN:
            assert not re.search(pattern, sql, re.IGNORECASE), f"{file.name}: {pattern} in {sql}"


def test_the_drivers_private_execute_is_called_in_one_place() -> None:
    uses = [
        (path.relative_to(BOT).as_posix(), line.strip())
        for path in BOT.rglob("*.py")
        for line in path.read_text().splitlines()
        if re.search(r"\._execute\b", line)
    ]
    assert [path for path, _ in uses] == ["state/sqlite.py"], uses


def test_only_the_backend_and_the_opening_know_sqlite() -> None:
    importing = {
        path.name
        for path in (BOT / "state").glob("*.py")
        if re.search(r"^\s*import (sqlite3|aiosqlite)$", path.read_text(), re.MULTILINE)
    }
    assert importing == {
        "connection.py",
        "copying.py",
        "opening.py",
        "restoring.py",
        "sqlite.py",
        "transaction.py",
    }
