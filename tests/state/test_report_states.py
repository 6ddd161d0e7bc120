"""What can be done with a version of a report in each of its states: what was answered stays as it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from bot.engine.report_deeds import ApproveReport, AskApproval, SpeakInReport, WishChanges
from bot.policy import NotAllowed
from tests.reporting import asked, begun, does, versions
from tests.town import Town

if TYPE_CHECKING:
    from bot.engine.deeds import Deed


class Case(NamedTuple):
    """A state, how version 2 came into it by the citizen, and what neither of the two can do with it then."""

    state: str
    answers: tuple[type[ApproveReport | WishChanges], ...]
    asks_again: bool


CASES = (
    Case("asked", (), asks_again=False),
    Case("approved", (ApproveReport,), asks_again=False),
    Case("changes", (WishChanges,), asks_again=False),
)


def answer(kind: type[ApproveReport | WishChanges], report: int) -> Deed:
    return WishChanges(report, 2, "Leave out the calls.") if kind is WishChanges else ApproveReport(report, 2)


@pytest.mark.parametrize("case", CASES, ids=[each.state for each in CASES])
def test_what_was_asked_is_not_asked_again_nor_filled_anew(case: Case) -> None:
    """Also where more is shown by now: what the citizen has read is what stands there."""
    town = Town().with_shared_pitch()
    report = asked(town)
    does(town.samir, *(answer(each, report) for each in case.answers))
    before = versions(town.mette.world, report)
    assert before[-1].state == case.state
    town.with_shared_star()
    with pytest.raises(NotAllowed):
        does(town.mette, AskApproval(report, 2))
    assert versions(town.mette.world, report) == before


@pytest.mark.parametrize("answered", [ApproveReport, WishChanges])
def test_what_was_answered_is_not_answered_otherwise(answered: type[ApproveReport | WishChanges]) -> None:
    town = Town()
    report = asked(town)
    does(town.samir, answer(answered, report))
    before = versions(town.mette.world, report)
    deeds = (
        ApproveReport(report, 2),
        WishChanges(report, 2, "More"),
        SpeakInReport(report, 2, "I am proud."),
    )
    for deed in deeds:
        with pytest.raises(NotAllowed):
            does(town.samir, deed)
    assert versions(town.mette.world, report) == before


def test_nobody_answers_a_draft_or_for_the_citizen() -> None:
    town = Town()
    draft, report = begun(town), asked(town)
    for talk, deed in (
        (town.samir, ApproveReport(draft, 1)),
        (town.samir, WishChanges(draft, 1, "More")),
        (town.mette, ApproveReport(report, 2)),
        (town.samir, ApproveReport(report, 1)),
        (town.samir, AskApproval(draft, 1)),
    ):
        with pytest.raises(NotAllowed):
            does(talk, deed)
    assert [each.state for each in versions(town.mette.world, report)] == ["draft", "asked"]
    assert [each.state for each in versions(town.mette.world, draft)] == ["draft"]
