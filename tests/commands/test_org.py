"""Organisations are made and listed by an operator, and found however their names are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import opening, organisations
from bot.state.beside import beside
from tests.commands.conftest import clock
from tests.keys import at
from tests.state.helpers import BOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_one_more_organisation_is_not_the_bots_own(made: Path, said: Callable[..., str]) -> None:
    assert said("org", "list") == "Kommunen (kommunen@example.org)\n"
    assert "Added Fremad" in said("org", "create", "Fremad", "--contact", "hej@example.org")
    assert said("org", "list") == "Kommunen (kommunen@example.org)\nFremad (hej@example.org)\n"
    assert "become a mentor at Kommunen" in said("staff", "invite", "--role", "mentor")
    assert "become a mentor at Fremad" in said(
        "staff", "invite", "--role", "mentor", "--organisation", "Fremad"
    )
    with beside(at(made), clock=clock) as (cursor, ids):
        own = organisations.ensure(cursor, BOT, "Kommunen", "kommunen@example.org", ids, clock()).id
        assert organisations.get(cursor, own)[0] == "Kommunen", "it stands behind the bot at first contact"


def test_what_an_organisation_keeps_elsewhere_is_stored_with_it(
    made: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    keeps = "Kommunens journal, i fem år."
    said("org", "create", "Fremad", "--contact", "hej@example.org", "--keeps", f" {keeps} ")
    with beside(at(made), clock=clock) as (cursor, _):
        fremad = organisations.alike(cursor, "Fremad")
        assert fremad is not None
        assert organisations.keeps(cursor, fremad) == keeps
    assert "--keeps: expected one line of at most 300 characters" in refused(
        "org", "create", "Ny", "--contact", "hej@example.org", "--keeps", "x" * 301
    )


@pytest.mark.usefixtures("made")
def test_an_organisation_is_made_once(said: Callable[..., str], refused: Callable[..., str]) -> None:
    said("org", "create", "Fremad", "--contact", "hej@example.org")
    assert "an organisation 'Fremad' already" in refused(
        "org", "create", "Fremad", "--contact", "hej@example.org"
    )
    for alike in ("fremad", "fremad ", " FREMAD"):
        assert "an organisation 'Fremad' already" in refused("org", "create", alike, "--contact", "12345678")
    said("org", "create", "Fremad Nord", "--contact", "12345678")
    assert "already" in refused("org", "create", "fremad  nord", "--contact", "12345678")
    assert "a phone number, address or page, got 'x'" in refused("org", "create", "Ny", "--contact", "x")
    assert "--contact: expected some text" in refused("org", "create", "Ny", "--contact", " ")
    assert "NAME: expected some text" in refused("org", "create", " ", "--contact", "x")
    said("org", "create", "Øens  Jobhus", "--contact", "hej@example.org")
    assert "an organisation 'Øens  Jobhus' already" in refused(
        "org", "create", "øens jobhus", "--contact", "hej@example.org"
    )
    assert said("org", "list").count("\n") == 4


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("name", "got"),
    [
        ("Frem\nad", "U+000A"),
        ("Frem\x1b[31mad", "U+001B"),
        ("Frem\u202ead", "U+202E"),
        ("\u2066Fremad\u2069", "U+2066"),
        ("Frem\u200bad", "U+200B"),
        ("Frem\u2028ad", "U+2028"),
        ("Frem\x00ad", "U+0000"),
        ("Frem\ud800ad", "U+D800"),
        ("F" * 81, "81 characters"),
    ],
)
def test_what_citizens_see_of_an_organisation_is_one_line_that_says_what_it_seems_to(
    said: Callable[..., str], refused: Callable[..., str], name: str, got: str
) -> None:
    told = refused("org", "create", name, "--contact", "x")
    assert told.startswith("NAME: expected one line of at most 80 characters that all show, got ")
    assert got in told
    assert name not in told
    told = refused("org", "create", "Fremad", "--contact", name * 3)
    assert told.startswith("--contact: expected one line of at most 200 characters that all show, got ")
    assert "Fremad" not in said("org", "list")


def test_an_organisation_is_found_however_its_name_is_written(
    made: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    said("org", "create", "Fremad", "--contact", "hej@example.org")
    for name in ("fremad", " FREMAD"):
        assert "Somebody can become a mentor at Fremad" in said(
            "staff", "invite", "--role", "mentor", "--organisation", name
        )
    told = refused("staff", "invite", "--role", "mentor", "--organisation", "Frem\u202ead")
    assert "expected one of Kommunen, Fremad; got 'Frem\\u202ead'" in told


def test_nobody_is_invited_to_nowhere(
    file: Path, said: Callable[..., str], refused: Callable[..., str]
) -> None:
    """An organisation that was made while the bot's own was not there yet is not taken for it."""
    file.parent.mkdir()
    opening.migrate(at(file), clock=clock)
    assert "There is none yet" in said("org", "list")
    assert "got 'Fremad'. Add a new one first: .venv/bin/python -m bot org create NAME --contact" in refused(
        "staff", "invite", "--role", "mentor", "--organisation", "Fremad"
    )
    said("org", "create", "Fremad", "--contact", "hej@example.org")
    assert "start the bot once" in refused("staff", "invite", "--role", "mentor")
    told = refused("staff", "invite", "--role", "mentor", "--organisation", "Kommunen")
    assert "expected one of Fremad; got 'Kommunen'" in told
