"""No deed works on what is somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from bot.engine import report_deeds
from bot.engine.deeds import (
    Allow,
    AnswerReminder,
    AskForHelp,
    AskToCall,
    Await,
    CloseDesk,
    Comment,
    Deal,
    Decide,
    Decline,
    Deed,
    Deliver,
    DropCall,
    FallSilent,
    Invite,
    Join,
    LetIn,
    Look,
    Mistype,
    Observe,
    OpenDesk,
    Part,
    PromiseCall,
    Propose,
    Remind,
    Reply,
    Resign,
    Respond,
    Revoke,
    Share,
    StopReminder,
    Unshare,
    Watch,
)
from bot.engine.report_deeds import (
    ApproveReport,
    AskApproval,
    BeginReport,
    ReportDeed,
    SpeakInReport,
    WishChanges,
    WriteReport,
)
from bot.policy import NotAllowed
from bot.state import (
    desk,
    notices,
    roles,
    shares,
)
from tests.state.company import WEEK, Office, played

if TYPE_CHECKING:
    from bot.state.store import Store


def town(office: Office) -> tuple[dict[str, int], list[tuple[str, Deed]]]:
    """Two pairs who have nothing to do with one another; and each deed that one could try on the other's rows."""
    cursor, store = office.cursor, office.store
    sara, tove = office.citizen("Sara"), office.citizen("Tove")
    mette, kai = office.staff("Mette", "contact"), office.staff("Kai", "contact", office.other)
    otto = office.staff("Otto", "contact")
    ida = office.staff("Ida", "coordinator")
    hers = office.follow(mette, sara.id)
    office.follow(kai, tove.id, "contact", office.other)
    office.doer(sara.id).do(Share(hers, sara.session.id, {"flow": "talk", "text": "x"}))
    office.doer(mette).do(Propose(hers, otto))
    invitation, reminder, due = office.invite("KM482739", "contact", mette), store.ids.next(), store.clock()
    office.doer(mette).do(Remind(reminder, hers, {}, due, text="x"))
    office.doer(sara.id).do(Deliver(reminder, due, "sent", "", sara.session.id))
    report = store.ids.next()
    for each in (
        BeginReport(report, hers, due.date(), due.date(), "da"),
        WriteReport(report, 1, "x", "y"),
        AskApproval(report, 2),
    ):
        office.doer(mette).do(each)
    (share,) = shares.seen_by(cursor, mette, sara.id)
    (role,) = roles.of_person(cursor, mette)
    question = next(each for each in notices.waiting(cursor, sara.id) if each.kind == "handover")
    entering = store.ids.next()
    desk.sign_in(cursor, entering, mette, "token", store.clock(), number=47)
    expires, exercise = store.clock() + WEEK, sara.session.id
    deeds: list[tuple[str, Deed]] = [
        ("revoke", Revoke(invitation)),
        ("let somebody in at the desk as another", LetIn(entering)),
        ("join by id", Join(str(invitation))),
        ("part", Part(hers)),
        ("resign", Resign(role.id)),
        ("propose", Propose(hers, otto)),
        ("decide", Decide(question.subject, accepted=True, keep=True)),
        ("share by a foreign relation", Share(hers, tove.session.id, {})),
        ("share a foreign exercise", Share(hers, exercise, {})),
        ("unshare", Unshare(hers, exercise)),
        ("look", Look((share.id,))),
        ("comment", Comment(share.id, "comment", "x")),
        ("reply", Reply(hers, exercise, "x")),
        ("ask for help with a foreign exercise", AskForHelp(exercise, {})),
        ("observe", Observe(hers, "belief", {})),
        ("see the scores of a stranger", Allow(hers, exercise, shown=True)),
        ("watch", Watch(hers, 7)),
        ("remind", Remind(store.ids.next(), hers, {}, due, text="x")),
        ("stop a reminder", StopReminder(reminder)),
        ("decline reminders", Decline(hers, declined=True)),
        ("say that a reminder came", Deliver(reminder, due, "sent")),
        ("end a reminder", Await(reminder, None, None)),
        ("respond to a reminder", Respond(exercise, "done")),
        ("answer a reminder", AnswerReminder(reminder, "x")),
        ("say that somebody is silent", FallSilent(hers)),
        ("deal", Deal(question.id)),
        ("promise a call", PromiseCall(question.id)),
        ("begin a report", BeginReport(store.ids.next(), hers, due.date(), due.date(), "da")),
        ("write a report", WriteReport(report, 2, "x", "y")),
        ("ask about a report", AskApproval(report, 2)),
        ("speak in a report", SpeakInReport(report, 2, "x")),
        ("approve a report", ApproveReport(report, 2)),
        ("wish for another report", WishChanges(report, 2, "x")),
        ("invite as a mentor", Invite("AB111111", "mentor", expires)),
    ]
    strangers = {"Tove": tove.id, "Kai": kai, "Ida": ida, "Otto": otto}
    return strangers, deeds


async def test_no_deed_works_on_what_is_somebody_elses(store: Store) -> None:
    def story(office: Office) -> None:
        strangers, deeds = town(office)
        nameless = {AskToCall, CloseDesk, DropCall, Mistype, OpenDesk}
        made = (each for each in vars(report_deeds).values() if isinstance(each, type))
        known = {*get_args(Deed), *(each for each in made if issubclass(each, ReportDeed))} - {ReportDeed}
        assert {type(deed) for _, deed in deeds} | nameless == known, "each that names a row"
        before = everything(office)
        for name, person in strangers.items():
            for what, deed in deeds:
                office.cursor.execute("SAVEPOINT attempt", {})
                try:
                    office.doer(person).do(deed)
                except NotAllowed:
                    pass
                else:
                    assert everything(office) == before, f"{name} could {what}"
                office.cursor.execute("ROLLBACK TO attempt", {})

    await played(store, story)


def everything(office: Office) -> dict[str, list[object]]:
    """All rows of all tables."""
    cursor = office.cursor
    rows: dict[str, list[object]] = {}
    for name in cursor.tables():
        cursor.execute(f"SELECT * FROM {name}", {})
        rows[name] = sorted(cursor.fetchall(), key=repr)  # PostgreSQL puts a changed row at the end
    return rows
