"""At which address somebody is reached: one rule, as the end of every statement that asks for it."""

from __future__ import annotations


def address_of(person: str) -> str:
    """The one address `a` of a person, of whom this is the SQL: one that is not blocked, if any."""
    return (
        f" FROM addresses a WHERE a.person = {person}"
        " ORDER BY CASE WHEN a.blocked_at IS NULL THEN 0 ELSE 1 END, a.bot, a.user_id LIMIT 1"
    )
