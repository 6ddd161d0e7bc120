"""What a rejection computes: the message to the workplace, and what is noted about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.text import N_, Words, lines, literal
from bot.engine.years import text_kept

if TYPE_CHECKING:
    from bot.engine.view import View

WRITE_JOB = N_("Hello. I have had your answer about the job: {job}.")
WRITE = N_("Hello. I have had your answer about the job.")
# Translators: said on the phone.
CALL_JOB = N_("Hello, my name is {name}. I have had your answer about the job: {job}.")
# Translators: said on the phone.
CALL = N_("Hello, my name is {name}. I have had your answer about the job.")
# Translators: parts of a short message to a workplace that has said no; a person chooses which of them to use.
PARTS = {
    "thank": N_("Thank you for taking the time to answer."),
    "difference": N_("May I ask what would have made the difference? I would like to learn from it."),
    "opening": N_("Would you think of me if you need somebody again?"),
    "trial": N_(
        "May I try the work at your place in a work trial? We agree on it with kommunen before it starts."
    ),
}
# Translators: the end of a short message to a workplace, before the sender's name.
REGARDS = N_("Kind regards\n{name}")
ABOUT = N_("<b>Rejection:</b> {job}")
LEARNED = N_("<b>Learned:</b> {learned}")
NEXT = N_("<b>Next:</b> {next_step}")
NEXT_ON = N_("<b>Next:</b> {next_step} ({day})")


def proposed(view: View) -> Words:
    """The message from the parts that were ticked: to write, or to say on the phone."""
    calls, job = view.value("way") == "call", view.written("job")
    begin = (CALL_JOB if job else CALL) if calls else (WRITE_JOB if job else WRITE)
    ticked = [Words(PARTS[part]) for part in view.value("parts") or () if part in PARTS]
    end = [] if calls else [Words(REGARDS, {"name": view.person.name})]
    return lines([Words(begin, {"name": view.person.name, "job": job}), *ticked, *end])


def message(view: View) -> Words:
    """The message: the person's own, else the proposed one; that it is a recording, where it is only said."""
    own = view.worded("own_words") if view.value("words_ok") == "own" else ""
    return literal(own) if own else proposed(view)


def has_message(view: View) -> bool:
    """Whether the person wants to write or call, and has chosen what to say."""
    return view.value("way") in {"write", "call"} and view.answer("parts") is not None


def is_recorded(view: View) -> bool:
    """Whether the person has only said their own words, so that there is nothing to copy."""
    own = view.value("words_ok") == "own" and view.value("own_words")
    return bool(own) and not view.written("own_words")


def is_new(view: View) -> bool:
    """Whether the message is another one than the person has got already."""
    return _got(view) != str(view.session.kept.get("message", ""))


def sending(view: View) -> str:
    """What there is to send where a message is wanted: "written", "recorded", or "none" yet."""
    if not has_message(view):
        return "none"
    return "recorded" if is_recorded(view) else "written"


def _got(view: View) -> str:
    """The message that the person has wanted to have, "" where they have not."""
    wanted = has_message(view) and view.value("words_ok") in {"use", "own"}
    return view.context.language.say(message(view)) if wanted else ""


def asks_trial(view: View) -> bool:
    """Whether the message asks for a work trial, which kommunen has to agree to first."""
    return "trial" in (view.value("parts") or ())


def has_looked_back(view: View) -> bool:
    """Whether the questions about what was learned and what comes next have been asked."""
    return view.answer("next_step") is not None


def noted(view: View) -> Words:
    """What the person has noted; what was left open is left out."""
    job, title = view.written("job"), Words("<b>{title}</b>", {"title": Words(view.flow.title)})
    said = [Words(ABOUT, {"job": job}) if job else title]
    if view.value("learned"):
        said.append(Words(LEARNED, {"learned": view.worded("learned")}))
    if view.value("next_step"):
        said.append(_next(view))
    return lines(said)


def _next(view: View) -> Words:
    """The next step, with its day where one was chosen."""
    step = {"next_step": view.worded("next_step")}
    day = view["next_day"] if view.value("next_day") else ""
    return Words(NEXT_ON, {**step, "day": day}) if day else Words(NEXT, step)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: what was noted, with the message below it, and the message as the person has got it."""
    kept = [noted(view), message(view)] if has_message(view) else [noted(view)]
    return {**text_kept(*kept, say=view.context.language.say), "message": _got(view)}
