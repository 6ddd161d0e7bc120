"""Planning a reminder for one citizen: a form, a look at the whole before it is saved, and saving it once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.desk.citizen import about
from bot.desk.desk import ROOT
from bot.desk.errand import begin
from bot.desk.plan_form import REPEATS, TEXT, read, settled
from bot.desk.reminder_preview import preview
from bot.desk.visit import sent_on
from bot.desk.written import MOST
from bot.engine.text import Words
from bot.flows import _remind as remind
from bot.flows.remind import FLOW
from bot.state import reminding

if TYPE_CHECKING:
    from aiohttp import web

    from bot.desk.errand import Errand
    from bot.desk.plan_form import Plan
    from bot.desk.visit import Visit
    from bot.state.cursor import Cursor

TAB: Final = "reminders"
TOO_FAST: Final = FLOW.at("too_fast").text


class Unready(Exception):
    """A reminder that cannot be saved as it is: its form, in which it stands why."""

    def __init__(self, errand: Errand, plan: Plan) -> None:
        super().__init__("a reminder cannot be saved as it is")
        self.errand = errand
        self.plan = plan


async def form(visit: Visit) -> web.Response:
    """The empty form."""
    return _form(visit, *await visit.read(_read))


async def planned(visit: Visit) -> web.Response:
    """What was planned is looked at as a whole, changed once more, or saved."""
    step = visit.fields.get("step")
    if step == "save":
        return await _saved(visit)
    errand, plan = await visit.read(_read)
    if step == "change":
        return _form(visit, errand, plan)
    if plan.errors:
        return _form(visit, errand, plan, wrong=True)
    return about(
        visit,
        "reminder_preview.html",
        errand.line,
        TAB,
        to=_address(visit),
        plan=plan,
        kept=settled(errand, plan),
        preview=preview(errand, plan),
    )


async def _saved(visit: Visit) -> web.Response:
    try:
        await visit.write(_save)
    except Unready as unready:
        return _form(visit, unready.errand, unready.plan, wrong=True)
    return sent_on(f"{ROOT}/citizens/{visit.request.match_info['relation']}/{TAB}?saved")


def _form(visit: Visit, errand: Errand, plan: Plan, *, wrong: bool = False) -> web.Response:
    subjects = remind.subjects(errand.view({}))
    shared = {each.key for each in subjects if each.key.startswith(remind.SHARED)}
    return about(
        visit,
        "reminder_form.html",
        errand.line,
        TAB,
        status=422 if wrong else 200,
        to=_address(visit),
        plan=plan,
        errors=plan.errors if wrong else {},
        practice=[each for each in subjects if each.key not in shared],
        shared=[each for each in subjects if each.key in shared],
        own_text=remind.OWN_TEXT,
        nine=remind.NINE,
        repeats=REPEATS,
        most=MOST,
        says=TEXT.text,
        elsewhere=errand.of.person.time_zone != visit.known.person.time_zone,
    )


def _address(visit: Visit) -> str:
    return f"{ROOT}/citizens/{visit.request.match_info['relation']}/{TAB}/new"


def _read(cursor: Cursor, visit: Visit) -> tuple[Errand, Plan]:
    errand = begin(cursor, visit)
    return errand, read(errand, visit.fields)


def _save(cursor: Cursor, visit: Visit) -> None:
    """Set it once; Unready where something in it cannot be (any more)."""
    errand = begin(cursor, visit)
    if not visit.first_time(cursor):
        return
    plan = read(errand, visit.fields)
    if reminding.too_fast(cursor, visit.me, visit.now):
        plan = plan.but("step", Words(TOO_FAST))
    if plan.errors:
        raise Unready(errand, plan)
    for deed in remind.save(errand.view(plan.answers)):
        visit.do(cursor, deed)
