"""My queue: what waits for one of the staff, the most urgent first."""

from functools import partial

from bot.engine.effects import CALL_WANTED
from bot.engine.flow import Flow
from bot.engine.hurrying import Hurry
from bot.engine.steps import Act, Ask, Branch, Choice, End, Handover, Pick, Tell
from bot.engine.text import N_
from bot.engine.view import View
from bot.flows import _answering as answering
from bot.flows import _queue as queue
from bot.flows import _wanted_call as wanted_call


def kind(view: View) -> str:
    """What the thing that was picked is; "gone" for a citizen who has left, and whose name is not known any more."""
    picked = queue.chosen(view)
    return "gone" if picked and not picked["name"] else str(picked.get("kind", ""))


def citizen(view: View) -> str:
    """Whom the thing that was picked is about."""
    return str(queue.chosen(view).get("name", "–"))


def any_waits(view: View) -> bool:
    return bool(queue.items(view))


SILENT = N_("{citizen_name} has not been here since {seen}. That can have many reasons.")

Told = partial(
    Ask,
    choices=(Choice(key="fine", label=N_("All right"), goto="deal"),),
    asks_again=True,
    newest_only=True,
)
"""Something that staff are told, and are done with once they have read it."""

FLOW = Flow(
    id="my_queue",
    title=N_("What waits for you"),
    single=True,
    pausable=False,
    for_staff=True,
    rings="queue",
    awaits="any_waits",
    hurries=Hurry(CALL_WANTED, queue.wants_call),
    values={
        "kind": kind,
        "citizen_name": citizen,
        "any_waits": any_waits,
        "too_late": queue.too_late,
        "asks": queue.asks,
        "left": queue.left,
        "answered": queue.answered,
        "reaches": queue.reaches,
        "seen": queue.seen,
        "call_is_wanted": lambda view: queue.chosen(view).get("kind") == "call",
        "wanted_call": lambda view: wanted_call.told(view, queue.chosen(view)),
    },
    lists={"waiting": queue.items, "answers": answering.ways},
    steps=(
        Branch(id="opened", on="too_late", cases={"yes": "taken_back"}, goto="begin"),
        # Where nothing waits, home says so.
        Branch(id="begin", on="any_waits", cases={"yes": "which"}, goto="end"),
        Pick(
            id="which",
            text="{asks}",
            source="waiting",
            of_people=True,
            choices=(Choice(key="back", label=N_("Back"), goto="end"),),
            gone=queue.GONE,
            page_size=8,
            asks_again=True,
        ),
        Branch(
            id="open",
            on="kind",
            cases={
                "joined": "joined",
                "left": "left",
                "taken_back": "took_back",
                "answered": "heard",
                "gone": "gone",
                "accepted": "accepted",
                "declined": "declined",
                "unavailable": "unavailable",
                "report_approved": "approved",
                "report_changes": "changes",
                "silence": "silent",
                "call": "call",
                **dict.fromkeys(queue.TO_REVIEW, "review"),
            },
            goto="begin",
        ),
        Handover(id="review", flow="review", passing=queue.to_review, goto="begin"),
        wanted_call.Wanted(
            id="call",
            choices=(Choice(key="fine", label=wanted_call.CALLS, goto="still_wanted"), wanted_call.BACK),
        ),
        Branch(id="still_wanted", on="call_is_wanted", cases={"yes": "promised"}, goto="not_wanted"),
        Tell(id="not_wanted", text=wanted_call.DEALT_WITH, goto="begin"),
        Tell(id="promised", text=wanted_call.TOLD),
        Act(id="promise", deeds=lambda view: wanted_call.promise(queue.chosen(view)), goto="begin"),
        Told(
            id="joined",
            text=N_(
                "{citizen_name} is with you now. You find {citizen_name} under <b>{button_my_citizens}</b>."
            ),
        ),
        Told(
            id="left",
            text="{left}",
        ),
        Told(
            id="took_back",
            text=N_(
                "{citizen_name} has taken back something that you have read. {citizen_name} may do that, "
                "and needs no reason. Under <b>{button_my_citizens}</b> you see what {citizen_name} still shows you. "
                "Please delete the rest in your chat too."
            ),
        ),
        Tell(id="heard", recordings=queue.recordings),
        Pick(
            id="answered",
            text="{answered}",
            source="answers",
            choices=(Choice(key="fine", label=N_("All right"), goto="deal"),),
            gone=queue.GONE,
            asks_again=True,
            newest_only=True,
        ),
        Handover(id="answer", flow="remind", passing=answering.begun, goto="deal"),
        Told(
            id="gone",
            text=N_(
                "A citizen of yours has deleted everything here. I do not know any more who it was. "
                "Under <b>{button_my_citizens}</b> you see who is still with you. "
                "If you have something from others in your chat, please delete it there too."
            ),
        ),
        Told(
            id="accepted",
            text=N_(
                "{citizen_name} has said yes. Your colleague has taken over. "
                "Please delete what you have from {citizen_name} in your chat."
            ),
        ),
        Told(
            id="unavailable",
            text=N_(
                "The colleague who was to follow {citizen_name} has stopped here. {citizen_name} stays with you. "
                "You can ask about somebody else under <b>{button_my_citizens}</b>."
            ),
        ),
        Told(
            id="declined",
            text=N_("{citizen_name} would rather stay with you. Nothing has been changed."),
        ),
        Told(
            id="approved",
            text=N_(
                "{citizen_name} has read the report and said yes to it. You find it at the desk, under "
                "{citizen_name} and <b>Report</b>."
            ),
        ),
        Told(
            id="changes",
            text=N_(
                "{citizen_name} has read the report and would like something changed. You read what at the desk, under "
                "{citizen_name} and <b>Report</b>."
            ),
        ),
        Branch(id="silent", on="reaches", cases={"no": "unreached"}, goto="silence"),
        Told(
            id="unreached",
            text=SILENT,
        ),
        Ask(
            id="silence",
            text=SILENT,
            choices=(
                Choice(key="remind", label=N_("Send a reminder"), goto="remind"),
                Choice(key="fine", label=N_("All right"), goto="deal"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Handover(id="remind", flow="remind", passing=queue.to_remind),
        Act(id="deal", deeds=queue.deal, goto="begin"),
        End(id="taken_back", text=queue.GONE),
        End(id="end", formerly=("nothing",)),
    ),
)
