"""What a plan computes: its sentence, when it is followed up, where it stands on the ladder, and what is kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from bot.engine.deeds import AskForHelp
from bot.engine.hours import rings, rings_at
from bot.engine.letters import FULL_STOPS
from bot.engine.performing import QUIET
from bot.engine.phrasing import phrases
from bot.engine.steps import Wake
from bot.engine.text import N_, Words, lines, literal
from bot.engine.years import text_kept
from bot.flows._wins import OPEN, WON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.deeds import Deed
    from bot.engine.view import Values, View

LEFT = "left"
ALONE, TOGETHER = "alone", "together"
"""The rungs of the agreement ladder."""
WEEK = timedelta(weeks=1)
LATER = timedelta(hours=1)
AFTERNOON = time(17)
"""What counts as the time of a plan without one: it is followed up in the early evening."""
# Translators: a plan in one sentence, like "Thursday 26 November at 10:00, at the kitchen table: call Netto".
WITH_BOTH = N_("{day} at {time}, {where}: <b>{what}</b>")
WITH_TIME = N_("{day} at {time}: <b>{what}</b>")
WITH_PLACE = N_("{day}, {where}: <b>{what}</b>")
BARE = N_("{day}: <b>{what}</b>")
# Translators: words with which people begin to say where they are; separated by commas.
PLACE_WORDS = N_("at, in, on, by, near, with, outside, inside, home")
WHERE = N_("Where: {where}")
# Translators: what could get in the way of a plan, in the person's own words: "If: I get nervous".
IF = N_("If: {obstacle}")
# Translators: what the person does then: "Then: I wait a little and try again".
THEN = N_("Then: {then}")
# Translators: words with which people begin what could get in the way, after "If:"; separated by commas.
IF_WORDS = N_("if, when")
# Translators: words with which people begin what they do then, after "Then:"; separated by commas.
THEN_WORDS = N_("then, so")
ABOUT = N_("Plan: {what}")
# Translators: what a plan is called that was said and not written, like "Plan for Thursday 3 December".
OF_DAY = N_("Plan for {day}")
WITH_ME = N_("You can write to them like this:\n<i>Will you be with me while I do this? {what}</i>")
WITH_ME_THEN = N_("You can write to them like this:\n<i>Will you be with me while I do something?</i>")
ASKS = N_("I ask you how it went on {day} at {time}.")
FIRST_TRY = N_("You did it. You said you would, and you did.")
MORE_TRIES = N_("You did it. It took more than one try, and you kept at it.")


def follow_up(planned: datetime) -> datetime:
    """An hour after what was planned."""
    return planned + LATER


WAKE = Wake(id="wake", kind="plan", on="day", time="time", at=AFTERNOON, ahead=follow_up, then="once_more")
"""The follow-up. A plan that nobody answers for is followed up once more."""


def once_more(view: View) -> str:
    """The day after a follow-up on which it comes again, as ISO: a week after the plan's own, "" after that."""
    later = date.fromisoformat(view.value("day")) + WEEK
    return later.isoformat() if view.today < later else ""


def deed(view: View) -> Words:
    """What is planned in one sentence: when, where and what."""
    values = {"day": view["day"], "what": _without_stop(view.written("what")) or view["what"]}
    if view.value("time"):
        values["time"] = view["time"]
    if where := view.written("where"):
        values["where"] = _within(_without_stop(where), view)
    said = {(True, True): WITH_BOTH, (True, False): WITH_TIME, (False, True): WITH_PLACE}
    return Words(said.get(("time" in values, "where" in values), BARE), values)


def whole(view: View) -> Words:
    """The plan in one sentence, and below it what of it is only said, and what could get in the way."""
    said = [
        Words(line, {step: view.worded(step)})
        for step, line in (("what", "{what}"), ("where", WHERE))
        if view.value(step) and not view.written(step)
    ]
    obstacle, then = _after(IF_WORDS, "obstacle", view), _after(THEN_WORDS, "then", view)
    below = [Words(IF, {"obstacle": obstacle}), Words(THEN, {"then": then})] if obstacle and then else []
    return lines([deed(view), *said, *below])


def name(view: View) -> Words:
    """What the plan is called among others: by what is to be done, or by its day where that is only said."""
    if view.written("what"):
        return Words(ABOUT, {"what": view["what"]})
    dated = view.value("what") and view.value("day")
    return Words(OF_DAY, {"day": view["day"]}) if dated else Words(view.flow.title)


def who_helps(view: View) -> Words:
    """What the person can write to somebody whom they want beside them."""
    written = view.written("what")
    return Words(WITH_ME, {"what": written}) if written else Words(WITH_ME_THEN)


def _within(place: str, view: View) -> str:
    """A place as it stands within a sentence: phones begin an answer with a capital letter."""
    first = place.partition(" ")[0]
    small = first.casefold() in phrases(PLACE_WORDS, view.context.language)
    return first.lower() + place[len(first) :] if small else place


def _without_stop(text: str) -> str:
    return text.rstrip(f" {FULL_STOPS}")


def _chosen(view: View, step: str) -> Words | None:
    """What was chosen at a step that "nothing" answers too, in words; None where that was nothing."""
    answer = view.answer(step)
    if answer is None or answer["value"] in ("", "nothing") or view.value("obstacle") == "nothing":
        return None
    return view.flow.show(step, answer, view)


def _after(words: str, step: str, view: View) -> Words | None:
    """What was chosen at a step, without the word that its line begins with: nobody reads "If: if I get scared"."""
    chosen = _chosen(view, step)
    if chosen is None:
        return None
    first, _, rest = view.context.language.say(chosen).partition(" ")
    repeated = rest and first.casefold() in phrases(words, view.context.language)
    return literal(rest) if repeated else chosen


def asks(view: View) -> Words:
    """When the plan is followed up; to somebody who wants no messages, that it is not."""
    if view.person.quiet:
        return Words(QUIET)
    now = view.context.now
    local = view.hours.local(rings(WAKE, view.value("day"), view.value("time"), now, view.hours) or now)
    return Words(ASKS, {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)})


def at_what_time(view: View) -> Words:
    """The question for the time, on the day of the plan."""
    if view.value("day") == view.today.isoformat():
        return Words(N_("<b>What time today?</b>"))
    return view.words(N_("<b>What time on {day}?</b>"))


def is_early(view: View) -> bool:
    """Whether the plan's time for a follow-up is still to come."""
    kept = view.session.kept
    return rings_at(WAKE, kept["day"], kept["time"], view.hours) > view.context.now


def state(view: View) -> str:
    """Whether the plan is open, won or left."""
    return str(view.session.kept.get("state", OPEN))


def is_open(view: View) -> bool:
    return state(view) == OPEN


def outcome(view: View) -> str:
    """What has become of the plan, as others are told who are shown it: "" while it is open."""
    return "" if is_open(view) else state(view)


def day(view: View) -> date | None:
    """The day on which the plan was carried out, if it was; else the one that it is for, None while it has none."""
    kept = view.session.kept
    found = kept.get("won_on") or kept.get("day")
    return date.fromisoformat(found) if found else None


def stands(view: View) -> str:
    """Where the plan opens: "unplanned" while it has no day, "won", "left", "early", or "due"."""
    if not view.session.kept:
        return "unplanned"
    if not is_open(view):
        return state(view)
    return "early" if is_early(view) else "due"


def ladder(view: View) -> str:
    """What is offered where it has not happened yet: to try again alone, and a week later to do it together."""
    return helped(view) if tried(view) > 1 else ALONE


def helped(view: View) -> str:
    """Who can be asked for help: the contact person ("together"), or else somebody the person chooses ("whom")."""
    return TOGETHER if view.fact("contact_person") else "whom"


def tried(view: View) -> int:
    """How often a day was set for the plan."""
    return int(view.session.kept.get("tried", 1))


def again_day(view: View) -> date:
    """The day to try again: weeks after the plan's own day, or that one while it is still to come."""
    day = date.fromisoformat(view.session.kept["day"])
    if is_early(view):
        return day
    weeks = max(1, (view.today - day) // WEEK + 1)
    return day + weeks * WEEK


def try_again(view: View) -> Words:
    """What the button says that tries again."""
    # Translators: button. The day of the plan stays as it is.
    label = N_("I keep to {day}") if is_early(view) else N_("Try again {day}")
    return Words(label, {"day": again_day(view)})


def write_to(view: View) -> Words:
    """What the button says for writing to somebody when it gets hard."""
    name = view.fact("contact_person")
    return (
        Words(N_("I write to {name}"), {"name": name}) if name else Words(N_("I write to somebody I trust"))
    )


def has_what(view: View) -> bool:
    """Whether it is known what the person will do."""
    return bool(view.value("what"))


def is_whole(view: View) -> bool:
    """Whether all that can be asked about the plan has been asked; a plan that is tried again is not asked anew."""
    return tried(view) > 1 or view.answer("then") is not None or view.value("obstacle") == "nothing"


def praise(view: View) -> Words:
    return Words(MORE_TRIES if tried(view) > 1 else FIRST_TRY)


def content(view: View) -> dict[str, Any]:
    """What a version keeps of the plan."""
    kept, what = view.session.kept, view.answer("what") or {}
    say = view.context.language.say
    obstacle, then = _chosen(view, "obstacle"), _chosen(view, "then")
    return {
        "what": view.written("what") or say(name(view)),
        "day": str(view.value("day")),
        "time": str(view.value("time")),
        "where": view.worded("where"),
        "obstacle": say(obstacle) if obstacle else "",
        "then": say(then) if then else "",
        "axis": str(what.get("axis", "")),
        "part": str(what.get("part", "")),
        **text_kept(whole(view), say=say),
        "state": state(view),
        "rung": str(kept.get("rung", ALONE)),
        "tried": tried(view),
        "won_on": str(kept.get("won_on", "")),
    }


def won(view: View) -> dict[str, Any]:
    return {"state": WON, "won_on": view.today.isoformat()}


def left(_: View) -> dict[str, Any]:
    return {"state": LEFT}


def together(_: View) -> dict[str, Any]:
    return {"rung": TOGETHER}


def ask_for_help(view: View) -> tuple[Deed, ...]:
    """Let the contact person see the plan, and that it is to be done together; nothing where there is none."""
    snapshot = view.fact("snapshot")
    return (AskForHelp(view.session.id, snapshot),) if view.fact("contact_person") and snapshot else ()


def tried_again(view: View) -> dict[str, Any]:
    """A plan that goes on: on another day it is one more try."""
    moved = view.value("day") != view.session.kept["day"]
    return {"state": OPEN, "tried": tried(view) + moved}


def about(axes: Mapping[str, str]) -> Callable[[View], Words]:
    """The name of the star's axis that a plan is for, to stand above the question what to do."""

    def title(view: View) -> Words:
        axis = (view.answer("what") or {}).get("axis", "")
        return Words("<b>{axis}</b>\n", {"axis": Words(axes[axis])}) if axis in axes else Words("")

    return title


VALUES: Values = {
    "at_what_time": at_what_time,
    "asks": asks,
    "deed": deed,
    "has_what": has_what,
    "helped": helped,
    "is_open": is_open,
    "is_whole": is_whole,
    "ladder": ladder,
    "once_more": once_more,
    "plan": whole,
    "plan_name": name,
    "praise": praise,
    "stands": stands,
    "state": state,
    "try_again": try_again,
    "who_helps": who_helps,
    "write_to": write_to,
}
