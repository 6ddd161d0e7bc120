"""The exercises and errands: one declared flow a file, found by themselves; there is no registry to edit."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from traceback import extract_tb
from typing import TYPE_CHECKING

from bot.engine.checker import check
from bot.engine.errors import BrokenFlows, Problem
from bot.engine.fact import Fact
from bot.engine.flow import Flow
from bot.flows.content import Content

if TYPE_CHECKING:
    from collections.abc import Mapping

FACTS: Mapping[str, Fact] = {
    "call_waits": Fact(
        "text", "yes while a call that the person has asked for waits for their contact person, else no"
    ),
    "citizen": Fact(
        "record", "whom an errand of staff is about: `key`, `name`, `role`, `since`, day last `seen`"
    ),
    "citizens": Fact(
        "records", "whom somebody follows in the role that they are in, as `citizen`, and how much waits"
    ),
    "colleagues": Fact("items", "whom the citizen that an errand is about can be handed over to"),
    "contact": Fact("text", "how to reach the organisation"),
    "contact_person": Fact("text", "what the person's contact person is called, nothing where there is none"),
    "course": Fact(
        "records", "the person's course, where it is known: its `key`, and what it keeps as `kept`"
    ),
    "desk_link": Fact(
        "text",
        "the address that signs the person in to the desk with the code which was just made, nothing where there is no"
        " desk",
    ),
    "desk_number": Fact(
        "text", 'the number on the page of whoever signs in and has to confirm it, "" for none'
    ),
    "desk_sessions": Fact("text", "in how many browsers the person is signed in to the desk, as digits"),
    "everything": Fact("paragraphs", "all that is stored about the person"),
    "followers": Fact(
        "records",
        "who follows the person: `key`, `name`, `role`, `organisation`, `since`, and whether they see this exercise as"
        " it is now (`sees` is newest), as it was (older) or not, when it was `shown_on`, how many `shares` they see,"
        " `silence_days`",
    ),
    "hurried": Fact("text", "yes for somebody who sets reminders faster than is good, else no"),
    "has_written": Fact(
        "text", "yes for somebody who has written or noted something about citizens, else no"
    ),
    "health_consent": Fact(
        "text",
        "what the person, or the citizen whom an errand of staff is about, has said to questions about health: yes, no,"
        " or nothing yet",
    ),
    "home": Fact("exercises", "what can be continued or begun"),
    "invitation": Fact(
        "record",
        "what the code that was sent is good for: its `state`, whom and what it is about; or that it is `unknown`",
    ),
    "invitation_link": Fact(
        "text", "the address that carries the code which was just made, nothing where unknown"
    ),
    "invitations": Fact(
        "records", "the invitations that nobody has used yet: `key`, `role`, `follow`, `day`, `time`"
    ),
    "is_followed": Fact("text", "yes for somebody whom others follow, else no"),
    "job_folder": Fact(
        "papers", "what of each exercise that kept something belongs into the job folder, newest first"
    ),
    "keeps": Fact(
        "text", "what the law makes the organisation keep elsewhere, nothing where it has not said so"
    ),
    "keeping": Fact(
        "record",
        "when the person was last `seen`, whether they are `staff`, or something still `runs` for them, and how far the"
        " way to an erasure has come (`counted`), with the `session` that has warned them and the day on which that"
        " has `left`, or why it has not",
    ),
    "kinds": Fact("texts", "what an exercise of each flow is called by somebody who has not opened it"),
    "language_words": Fact("text", "the word for a language in each language on offer"),
    "languages": Fact("items", "the languages on offer", never_empty=True),
    "looks": Fact("records", "every look at an exercise, newest first: `name`, `version`, `day`, `time`"),
    "observed": Fact(
        "records",
        "what was noted of a citizen, of staff only what they have themselves: `kind`, `name`, `by` as the key of their"
        " relation, `shown` as the citizen has decided, `exercise`, `day`, and the content",
    ),
    "organisation": Fact("text", "the name of the organisation that is responsible"),
    "others": Fact("exercises", "the person's other exercises of this flow, newest first"),
    "plans": Fact(
        "records",
        "the person's plans, newest first, each with its `key`, `answers` by step, and what its newest version holds as"
        " `kept`",
    ),
    "practice": Fact("items", "what can be practised, by its title", never_empty=True),
    "proposed": Fact(
        "record", "whom the person is asked to be followed by instead: `key`, `name`, `colleague`"
    ),
    "queue": Fact(
        "records",
        "what waits for the person: `key`, `kind`, `name`, `about`, `exercise`, `flow`, `subject`, `day`, for silence"
        " the day last `seen`, and for a role that was taken away `role`, `organisation` and how that is `reached`",
    ),
    "receipt": Fact("text", "the number of the receipt if the person is erased now"),
    "remindable": Fact(
        "records",
        "whom somebody can remind in the role that they are in: `key`, `name`, `language`, `beneath`, `hours`,"
        " `weekends`, when they were `last` written a reminder, and what stands in the way of every message"
        " (`blocker`)",
    ),
    "reminded": Fact(
        "record",
        "what an errand reminds the person of: `key`, `by`, `name`, `role`, `flow`, `exercise`, `text`, `rule`,"
        " when it is next `due`, what became of it (`asked`: `due`, `state`), and the person's own `answers` (their"
        " `recording` and `day`); empty where it comes no more",
    ),
    "reminded_work": Fact("exercises", "what somebody can go on with or begin of what they are reminded of"),
    "reminders": Fact(
        "records",
        "the reminders that somebody has set, newest first: `key`, `citizen`, `name`, `flow`, `exercise`, `shared`,"
        " `text`, `rule`, `status`, what keeps it away as `blocker`, `today`, `next`, the latest `deliveries`, and the"
        " `answers`",
    ),
    "reminders_coming": Fact(
        "records",
        "the reminders that still come to the person: `key`, `by` (whoever has set it), `name`, `role`, `flow`, `text`,"
        " `rule`, `today`, and when it comes `next`",
    ),
    "reminders_waiting": Fact("records", "all that an errand reminds the person of, each as in `reminded`"),
    "report": Fact(
        "record",
        "the newest version of the report that an errand is about: its `number`, `state`, `begun`, `until`, `facts`,"
        " `assessment`, `proposals`, the person's own `words`, the `sender`, and the day on which it was `approved`",
    ),
    "roles": Fact("records", "the roles of staff that the person has: `key`, `role`, `organisation`"),
    "senders": Fact(
        "records",
        "who may remind the person: `key`, `name`, and whether their reminders have been `declined` by the person",
    ),
    "shown": Fact(
        "records",
        "what the citizen that an errand is about shows to the person: `key`, `exercise`, `version`, `snapshot`, `day`,"
        " whether they have `looked` at this version and `reviewed` it, and whether they have read its name (`named`)",
    ),
    "snapshot": Fact("record", "an exercise as somebody else sees it when it is shown as it is now"),
    "stars": Fact(
        "records",
        "the person's stars, newest first, each with its `key`, `answers` by step, and what its newest version holds as"
        " `kept`",
    ),
    "talks": Fact("records", "the person's elevator pitches, newest first, each with its text and job"),
    "thread": Fact(
        "records",
        "what was said of an exercise, oldest first: `name`, `mine`, `viewer`, `version`, `place` with `question` and"
        " `answer` as they were then (of a spoken one its `file`), `kind`, `text`, `recording`, `day`, whom it was"
        " said `to`, and whether it came since the person looked (`unread`)",
    ),
    "unopened": Fact(
        "record",
        "the message of today that asks the person to open a reminder, while they have not: `session`, `prompt`",
    ),
    "versions": Fact("items", "the kept versions of this exercise, newest first"),
    "version_texts": Fact("texts", "the text of each kept version of this exercise, by the key of its item"),
    "voiced": Fact("text", "yes where the person's language can be read aloud, else no"),
    "was_seen": Fact("text", "yes for somebody of whom others have looked at something, else no"),
    "within": Fact(
        "records",
        "the exercises that are made within this flow, newest first, each with its `key`, `flow`, `name`, `answers` by"
        " step, and what its newest version holds as `kept`",
    ),
    "work": Fact("exercises", "every exercise with something in it, by kind, newest first"),
    "work_known": Fact(
        "records",
        "of each item of work its name, its newest text as a function, and whether it is finished, opens and can be"
        " copied",
    ),
}
"""What a flow may ask of the world around it. The shell answers these (`bot.chat.facts`)."""


def discover(content: Content | None = None) -> dict[str, Flow]:
    """Every flow by its id, checked; raises BrokenFlows with file, step and mend for each problem.

    `content` is what the exercises are filled with, the packaged content where none is given; BadContent where that
    cannot be used.
    """
    content = content or Content()
    found = {name: _read(name, content) for name in names()}
    flows = {name: flow for name, flow in found.items() if isinstance(flow, Flow)}
    problems = [problem for problem in found.values() if isinstance(problem, Problem)]
    for name, flow in flows.items():
        problems += check(name, flow, flows, FACTS)
    if problems:
        raise BrokenFlows(problems)
    return flows


def _read(name: str, content: Content) -> Flow | Problem:
    """The flow that a file declares, with `FLOW` or with `declare(content)`, or what is wrong with the file."""
    try:
        module = import_module(f"{__name__}.{name}")
        flow = module.declare(content) if hasattr(module, "declare") else getattr(module, "FLOW", None)
    except Exception as error:  # noqa: BLE001 - whatever stops a flow file, its author shall read where
        return Problem(
            name, "", f"Python stops at line {_line(name, error)}: {_sentence(error)}", "Mend that line"
        )
    if isinstance(flow, Flow):
        return flow
    declare = 'Declare FLOW = Flow(id=..., title=N_("..."), steps=(...))'
    return Problem(name, "", "there is no FLOW in the file", declare)


def _line(name: str, error: Exception) -> int:
    """The last line of a flow's file that an error passed through."""
    if isinstance(error, SyntaxError) and error.lineno:
        return error.lineno
    lines = [
        frame.lineno or 0 for frame in extract_tb(error.__traceback__) if Path(frame.filename).stem == name
    ]
    return lines[-1] if lines else 0


def _sentence(error: Exception) -> str:
    return error.msg if isinstance(error, SyntaxError) else str(error)


def names() -> list[str]:
    """The module names of all flows, in order of the alphabet."""
    return sorted(
        module.name for module in iter_modules(__path__) if not module.ispkg and module.name[0] != "_"
    )
