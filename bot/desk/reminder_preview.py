"""A look at a reminder before it is saved: what the citizen reads, when it comes, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.coaching.reminding import moments
from bot.desk.html import said
from bot.engine.nudging import GREETING
from bot.engine.text import N_, WithYear, Words
from bot.engine.years import is_far
from bot.flows import _remind as remind
from bot.flows import _remind_preview as shown
from bot.flows._company import titled
from bot.flows._reminder import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from markupsafe import Markup

    from bot.coaching.recurrence import Rule
    from bot.desk.errand import Errand
    from bot.desk.plan_form import Plan
    from bot.engine.text import Value
    from bot.engine.view import View
    from bot.words import Language

NEXT: Final = 5
"""So many of its next moments are shown of what comes again."""
# Translators: one line of a list: when a reminder comes. {day} is like "Friday 27 November".
AT = N_("{day} at {time}")
# Translators: the same, where it is left out, for nobody is written to then.
LEFT_OUT = N_("{day} at {time}: left out")
# Translators: the same, where what was meant for one moment waits for another.
WAITS = N_("{later}, in place of {meant}")


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown before it is saved; the greeting and the message as the citizen reads them, in their `language`.

    `here` is the message in the reader's, None where that is the same. `gets` says when they get it, None where they do
    not, and `as_written` that the reader's own words stay as they are, where it is to be said; `ways` what is in the
    way; `coming` the next moments of what comes again; `save` stands on the button.
    """

    language: Language
    greeting: Markup
    message: Markup
    here: Words | None
    gets: Words | None
    as_written: tuple[Words, ...]
    ways: tuple[Words, ...]
    coming: tuple[Words, ...]
    save: Words


def preview(errand: Errand, plan: Plan) -> Preview:
    """What is shown of a plan that has no errors."""
    view, person = errand.view(plan.answers), errand.person
    there, message = errand.visit.desk.catalogues.language(errand.of.person.language), _message(errand, view)
    return Preview(
        language=there,
        greeting=said(there, Words(GREETING, {"name": errand.of.person.name})),
        message=said(there, message),
        here=None if there.code == errand.visit.language.code else message,
        gets=shown.gets(view, person) if shown.can_get(view, person) else None,
        as_written=shown.as_written(view, [person] if shown.can_get(view, person) else []),
        ways=tuple(shown.in_the_way(view, person)),
        coming=tuple(_coming(errand, *remind.planned(view, errand.hours))),
        save=shown.save_button(view),
    )


def _message(errand: Errand, view: View) -> Words:
    """What the citizen reads once they open it; an exercise is called here as the reader knows it."""
    of = remind.subject(view) or remind.Subject(titled(view, ""))
    what = of.name if of.exercise else titled(view, of.flow)
    sender = {"name": errand.visit.known.person.name, "role": errand.of.relation.role}
    return told(sender, of.text, what)


def _coming(errand: Errand, rule: Rule, due: datetime) -> Iterator[Words]:
    """The next moments by the citizen's clock; of what comes once that is said already."""
    if rule.kind == "once":
        return
    for meant, at in moments(rule, due, errand.hours, NEXT):
        if at is None:
            yield _at(errand, meant, LEFT_OUT)
        elif at == meant:
            yield _at(errand, meant)
        else:
            yield Words(WAITS, {"later": _at(errand, at), "meant": _at(errand, meant)})


def _at(errand: Errand, moment: datetime, words: str = AT) -> Words:
    local = errand.hours.local(moment)
    far = is_far(local.date(), errand.hours.local(errand.visit.now).date())
    day: Value = WithYear(local.date()) if far else local.date()
    return Words(words, {"day": day, "time": local.time().replace(second=0, microsecond=0)})
