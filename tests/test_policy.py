"""Who may do what, written out independently as a table, and compared with the policy for every combination."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from bot.policy import FOLLOWERS, STAFF, Action, Relation, Role, Sharing, may

ROLES, RELATIONS = get_args(Role), get_args(Relation)
SHARINGS, ACTIONS = get_args(Sharing), get_args(Action)

TABLE = """
               citizen                   contact                   mentor                    coordinator
               self foll form coll none  self foll form coll none  self foll form coll none  self foll form coll none
read           yes  -    -    -    -     -    if   -    -    -     -    if   -    -    -     -    -    -    -    -
comment        yes  -    -    -    -     -    if   -    -    -     -    if   -    -    -     -    -    -    -    -
read_comments  yes  -    -    -    -     -    if   -    -    -     -    if   -    -    -     -    -    -    -    -
share          yes  -    -    -    -     -    -    -    -    -     -    -    -    -    -     -    -    -    -    -
know           yes  -    -    -    -     -    yes  -    -    -     -    yes  -    -    -     -    -    -    -    -
remind         -    -    -    -    -     -    yes  -    -    -     -    yes  -    -    -     -    -    -    -    -
answer         yes  -    -    -    -     -    -    -    -    -     -    -    -    -    -     -    -    -    -    -
score          -    -    -    -    -     -    yes  -    -    -     -    -    -    -    -     -    -    -    -    -
belief         -    -    -    -    -     -    yes  -    -    -     -    -    -    -    -     -    -    -    -    -
hand_over      -    -    -    -    -     -    yes  -    -    -     -    -    -    -    -     -    -    -    -    -
report         -    -    -    -    -     -    yes  -    -    -     -    -    -    -    -     -    -    -    -    -
invite_citizen -    -    -    -    -     yes  yes  yes  yes  yes   yes  yes  yes  yes  yes   -    -    -    -    -
invite_staff   -    -    -    -    -     -    -    -    -    -     -    -    -    -    -     yes  yes  yes  yes  yes
see_organisation -  -    -    -    -     -    -    -    -    -     -    -    -    -    -     yes  yes  yes  yes  yes
open_desk      -    -    -    -    -     yes  yes  yes  yes  yes   yes  yes  yes  yes  yes   yes  yes  yes  yes  yes
"""
"""What is "yes" is allowed whatever is shared, "if" where the version at hand is shared, and "-" never."""


def table() -> dict[tuple[str, str, str], str]:
    """The word of the table for each role, relation and action."""
    roles, relations, *lines = (line.split() for line in TABLE.splitlines() if line.strip())
    columns = list(zip((role for role in roles for _ in RELATIONS), relations, strict=True))
    return {
        (role, next(each for each in RELATIONS if each.startswith(short)), action): word
        for action, *words in lines
        for (role, short), word in zip(columns, words, strict=True)
    }


def test_the_table_is_complete() -> None:
    assert set(table()) == set(product(ROLES, RELATIONS, ACTIONS))
    assert set(table().values()) == {"yes", "if", "-"}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("relation", RELATIONS)
def test_the_policy_is_the_table(role: Role, relation: Relation) -> None:
    words = table()
    for sharing, action in product(SHARINGS, ACTIONS):
        word = words[role, relation, action]
        expected = word == "yes" or (word == "if" and sharing == "shared")
        assert may(action, role=role, relation=relation, sharing=sharing) is expected, (action, sharing)


ABOUT_A_CITIZEN = [
    action
    for action in ACTIONS
    if action not in {"invite_citizen", "invite_staff", "see_organisation", "open_desk"}
]
OF_A_VERSION: tuple[Action, ...] = ("read", "comment", "read_comments")


STRANGERS: tuple[Relation, ...] = ("former", "colleague", "none")


def test_nothing_about_a_citizen_is_allowed_to_a_stranger_a_colleague_or_a_former_follower() -> None:
    for role, relation in product(ROLES, STRANGERS):
        for sharing, action in product(SHARINGS, ABOUT_A_CITIZEN):
            assert not may(action, role=role, relation=relation, sharing=sharing)


def test_nobody_but_the_citizen_reads_what_is_not_shared_or_taken_back() -> None:
    for role, relation, action in product(STAFF, RELATIONS, OF_A_VERSION):
        assert not may(action, role=role, relation=relation, sharing="withdrawn")
        assert not may(action, role=role, relation=relation, sharing="unshared")


def test_only_the_citizen_decides_who_sees_what() -> None:
    allowed = {
        (role, relation)
        for role, relation, sharing in product(ROLES, RELATIONS, SHARINGS)
        if may("share", role=role, relation=relation, sharing=sharing)
    }
    assert allowed == {("citizen", "self")}


def test_a_coordinator_never_reads_a_citizen() -> None:
    for relation, sharing, action in product(RELATIONS, SHARINGS, ABOUT_A_CITIZEN):
        assert not may(action, role="coordinator", relation=relation, sharing=sharing)


def test_without_a_citizen_and_a_version_the_role_alone_decides() -> None:
    general = {(role, action) for role, action in product(ROLES, ACTIONS) if may(action, role=role)}
    assert general == {
        *((role, "invite_citizen") for role in FOLLOWERS),
        ("coordinator", "invite_staff"),
        ("coordinator", "see_organisation"),
        *((role, "open_desk") for role in STAFF),
    }
