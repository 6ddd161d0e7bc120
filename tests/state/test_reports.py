"""Reports: made of what is shown, answered by the citizen, and gone with what they were made by."""

from __future__ import annotations

import pytest

from bot.bounds import REPORTS
from bot.engine.deeds import Part, Unshare
from bot.engine.effects import HEALTH
from bot.engine.report_deeds import (
    ApproveReport,
    AskApproval,
    BeginReport,
    SpeakInReport,
    WishChanges,
    WriteReport,
)
from bot.policy import NotAllowed
from bot.state import health, notices, reapplying, reports
from bot.state.errors import TooOften
from tests.reporting import asked, begun, doer, does, relation_of, versions
from tests.town import OTTO, Town

SHOWN = ("activities", "stars", "plans")


def town() -> Town:
    return Town().with_shared_pitch().with_shared_star()


def states(where: Town, report: int) -> list[str]:
    return [each.state for each in versions(where.samir.world, report)]


def waiting(where: Town, person: int) -> list[str]:
    return [each.kind for each in notices.waiting(where.samir.world.connection.cursor(), person)]


def test_what_is_asked_about_holds_what_is_shown_and_nothing_else() -> None:
    where = town()
    where.taps(where.samir, "Make a small plan")
    where.samir.write("A plan that nobody sees")
    report = asked(where)
    draft, version = versions(where.samir.world, report)
    assert (draft.state, draft.content["facts"]) == ("draft", {})
    facts = version.content["facts"]
    assert [len(facts[name]) for name in SHOWN] == [1, 1, 0]
    assert facts["activities"][0]["name"] is None, "Mette has not opened it: it has no name yet"
    assert facts["stars"][0]["axes"][0] == {
        "id": "job_goal",
        "name": {"id": "Job goal"},
        "step": 4,
        "word": {"id": "So-so"},
    }
    assert "nobody sees" not in str(version.content)


def test_whoever_asks_has_looked_at_what_stands_in_it() -> None:
    where = town()
    asked(where)
    cursor = where.samir.world.connection.cursor()
    star = "SELECT e.flow FROM looks l JOIN exercises e ON e.id = l.exercise"
    assert cursor.execute(star).fetchall() == [("star",)]


def test_the_citizen_says_something_in_it_and_yes_to_it() -> None:
    where = town()
    report = asked(where)
    does(where.samir, SpeakInReport(report, 2, "I am proud."), ApproveReport(report, 2))
    version = versions(where.samir.world, report)[-1]
    assert (version.state, version.content["words"]) == ("approved", "I am proud.")
    assert version.answered_at is not None
    assert "report_approved" in waiting(where, where.mette.user)
    with pytest.raises(NotAllowed):
        does(where.samir, SpeakInReport(report, 2, "Something else."))


def test_a_wish_is_read_and_a_new_version_goes_on_with_the_citizens_words() -> None:
    where = town()
    report = asked(where)
    does(where.samir, SpeakInReport(report, 2, "I am proud."), WishChanges(report, 2, "Leave out the calls."))
    assert "report_changes" in waiting(where, where.mette.user)
    does(where.mette, WriteReport(report, 2, "Better", ""), AskApproval(report, 3))
    newest = versions(where.samir.world, report)[-1]
    assert (newest.content["words"], newest.content["wish"]) == ("I am proud.", "")
    assert states(where, report) == ["draft", "changes", "asked"]
    assert "report_changes" not in waiting(where, where.mette.user)


def test_an_overtaken_version_is_approved_by_nobody() -> None:
    where = town()
    report = asked(where)
    does(where.mette, WriteReport(report, 2, "Something new", ""))
    assert "report" not in waiting(where, where.samir.user)
    for deed in (ApproveReport(report, 2), ApproveReport(report, 3), WishChanges(report, 2, "x")):
        with pytest.raises(NotAllowed):
            does(where.samir, deed)
    with pytest.raises(NotAllowed):
        does(where.mette, WriteReport(report, 2, "In another window", ""))


def test_nobody_else_writes_asks_or_answers() -> None:
    where = town().with_others()
    otto = where.staff(OTTO, "Otto", "contact")
    report = asked(where)
    today = where.samir.now.date()
    for talk in (where.jonas, where.ida, otto, where.samir):
        for deed in (
            BeginReport(1, relation_of(where.mette), today, today, "da"),
            WriteReport(report, 2, "x", "y"),
            AskApproval(report, 2),
        ):
            with pytest.raises(NotAllowed):
                does(talk, deed)
    for talk in (where.mette, where.jonas, otto):
        with pytest.raises(NotAllowed):
            does(talk, ApproveReport(report, 2))


def test_what_is_taken_back_or_deleted_stands_in_no_report_that_is_not_approved() -> None:
    where = town()
    report = asked(where)
    star = versions(where.samir.world, report)[-1].content["facts"]["stars"][0]["exercise"]
    does(where.samir, Unshare(relation_of(where.mette), star))
    _, asked_about, draft = versions(where.samir.world, report)
    facts = asked_about.content["facts"]
    assert [len(facts[name]) for name in SHOWN] == [1, 0, 0]
    assert (draft.state, draft.content["facts"]) == ("draft", {}), "they had read it otherwise"
    doer(where.samir).discard(facts["activities"][0]["exercise"])
    _, asked_about, _ = versions(where.samir.world, report)
    assert [len(asked_about.content["facts"][name]) for name in SHOWN] == [0, 0, 0]


def test_what_is_approved_stays_as_it_is_but_for_what_is_said_no_to_about_health() -> None:
    where = town()
    report = asked(where)
    does(where.samir, ApproveReport(report, 2))
    star = versions(where.samir.world, report)[-1].content["facts"]["stars"][0]["exercise"]
    does(where.samir, Unshare(relation_of(where.mette), star))
    before = versions(where.samir.world, report)[-1].content["facts"]["stars"][0]["axes"]
    health.forget(doer(where.samir), {HEALTH})
    after = versions(where.samir.world, report)[-1].content["facts"]["stars"][0]["axes"]
    assert {each["id"] for each in before} - {each["id"] for each in after} == {"health"}


def test_when_the_two_part_only_what_is_approved_stays_and_only_with_the_citizen() -> None:
    where = town()
    approved, open_ = asked(where), asked(where)
    does(where.samir, ApproveReport(approved, 2))
    does(where.mette, WriteReport(approved, 2, "More", ""))
    does(where.samir, Part(relation_of(where.mette)))
    cursor = where.samir.world.connection.cursor()
    assert reports.get(cursor, open_) is None
    assert states(where, approved) == ["approved"]
    with pytest.raises(NotAllowed):
        does(where.mette, WriteReport(approved, 2, "After all", ""))
    exported = where.samir.stored()["people"]["reports_about_them"]
    assert [each["state"] for each in exported] == ["approved"]
    assert "report" not in waiting(where, where.samir.user)


@pytest.mark.parametrize("keep", [True, False], ids=["and sees what was seen", "and sees nothing yet"])
def test_a_colleague_takes_reports_over_with_what_is_shown(keep: bool) -> None:
    where = town()
    otto = where.staff(OTTO, "Otto", "contact")
    report = asked(where)
    where.taps(where.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes")
    where.rings(where.samir)
    where.samir.tap("Continue")
    where.samir.tap("Not now")
    where.samir.tap("See it")
    where.samir.tap("Yes, and" if keep else "Yes, but")
    if keep:
        does(otto, WriteReport(report, 2, "Otto goes on", ""))
        assert states(where, report) == ["draft", "asked", "draft"]
    else:
        assert reports.get(where.samir.world.connection.cursor(), report) is None


def test_a_restore_takes_out_again_what_was_taken_back_since() -> None:
    where = town()
    report = asked(where)
    cursor = where.samir.world.connection.cursor()
    cursor.execute("SELECT id FROM shares WHERE exercise = :star", {"star": _star(where, report)})
    (share,) = cursor.fetchone()
    assert reapplying.DO["share"](cursor, where.samir.world.turns.ids, share, where.samir.now)
    _, asked_about, draft = versions(where.samir.world, report)
    assert (asked_about.content["facts"]["stars"], draft.state) == ([], "draft")


def test_a_report_is_not_asked_about_all_day() -> None:
    where = town()
    report = begun(where)
    for number in range(1, REPORTS + 1):
        does(where.mette, WriteReport(report, number, f"{number}", ""), AskApproval(report, number + 1))
    does(where.mette, WriteReport(report, REPORTS + 1, "once more", ""))
    with pytest.raises(TooOften):
        does(where.mette, AskApproval(report, REPORTS + 2))


def _star(where: Town, report: int) -> int:
    return int(versions(where.samir.world, report)[-1].content["facts"]["stars"][0]["exercise"])


def test_what_does_not_open_goes_whole_where_something_is_taken_back() -> None:
    where = town()
    report = asked(where)
    star = _star(where, report)
    cursor = where.samir.world.connection.cursor()
    cursor.execute("UPDATE report_versions SET content = 'AAAA'", {})
    does(where.samir, Unshare(relation_of(where.mette), star))
    assert reports.get(cursor, report) is None
