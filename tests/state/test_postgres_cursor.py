"""Which `:name` of a statement is a parameter."""

from __future__ import annotations

from bot.state.postgres_cursor import Statement, translated


def test_each_name_has_one_number() -> None:
    said = translated("SELECT :a, :b, :a")
    assert said == Statement(b"SELECT $1, $2, $1", ("a", "b"))


def test_a_type_and_what_stands_in_a_text_are_no_parameters() -> None:
    said = translated(
        "SELECT classid::bigint, :key::text, 'HH24:mi' FROM pg_locks WHERE objid::bigint = :key"
    )
    assert said == Statement(
        b"SELECT classid::bigint, $1::text, 'HH24:mi' FROM pg_locks WHERE objid::bigint = $1", ("key",)
    )
