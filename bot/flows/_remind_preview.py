"""What is shown before a reminder is saved: who gets what and when, what others can read, what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.coaching.recurrence import in_words
from bot.coaching.reminding import comes_at
from bot.engine.nudging import GREETING
from bot.engine.text import N_, LanguageName, Value, Words, lines
from bot.flows._remind import chosen, once, own_text, planned, subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.engine.view import View

NOBODY = N_("Whoever it was for is not with you any more. Tap <b>{button_change}</b> to choose anew.")
NOT_SHOWN = N_("{name} does not show you that any more. Tap <b>{button_change}</b> to choose something else.")
# Translators: {in_language} is like "in English", {when} like "every Monday at 09:00".
GETS = N_("<b>{name}</b> gets it {when}. It comes {in_language}.")
# Translators: the same, where the citizen's clock shows another time than the reader's.
GETS_ELSEWHERE = N_(
    "<b>{name}</b> gets it {when}, as the clock shows it where {name} is. It comes {in_language}."
)
GETS_NOW = N_("<b>{name}</b> gets it now. It comes {in_language}.")
# Translators: the language in which somebody gets a reminder, within a sentence.
IN_LANGUAGES = {"da": N_("in Danish"), "en": N_("in English")}
# Translators: the same for any other language; {language} is what the reader calls it, like "Arabic".
IN_LANGUAGE = N_("in {language}")
# Translators: the same for somebody who has Danish with another language below it.
IN_BOTH = N_("in Danish with {language} below")
# Translators: said to somebody who has written a reminder in their own words, and the citizen reads another language.
AS_WRITTEN = N_("Your own words are not translated.")
SAVE, SEND = N_("✔ Save"), N_("✔ Send it")
SAVED = N_("It is saved. Under <b>{button_my_reminders}</b> you can see what becomes of it.")
SENT = N_("It is on its way. Under <b>{button_my_reminders}</b> you can see what becomes of it.")
LOCKED = N_("On the locked screen it only says: <i>{greeting}</i>")
BLOCKERS = {
    "quiet": N_(
        "⚠ {name} does not want any messages just now. As long as that is so, it cannot be delivered."
    ),
    "blocked": N_("⚠ {name} has blocked me. As long as that is so, it cannot be delivered."),
    "not_agreed": N_("⚠ {name} has not said yes to me yet. As long as that is so, it cannot be delivered."),
    "declined": N_(
        "⚠ {name} does not want reminders just now. As long as that is so, it cannot be delivered."
    ),
}
NOT_NOW = {
    "quiet": N_("⚠ {name} does not want any messages just now. It will not be delivered."),
    "blocked": N_("⚠ {name} has blocked me. It will not be delivered."),
    "not_agreed": N_("⚠ {name} has not said yes to me yet. It will not be delivered."),
    "declined": N_("⚠ {name} does not want reminders just now. It will not be delivered."),
}
LATER_THAT_DAY = N_("🕘 {name} is not written to at {time}. It waits until {later}.")
ANOTHER_DAY = N_("🕘 {name} is not written to at {time}. It waits until {day} at {later}.")
FREE_DAY = N_("🕘 {name} gets no messages on weekends and holidays. It comes on {day} at {later}.")
LEFT_OUT = {
    "daily": N_("🕘 {name} is not written to on weekends and holidays. It is left out on those days."),
    "weekdays": N_("🕘 {name} is not written to on holidays. It is left out on those days."),
}
"""What is said of a repetition that falls on days on which somebody is not written to."""


def preview(view: View) -> Words:
    """Everything that somebody should know before they save it."""
    people, of = chosen(view), subject(view)
    if not people:
        return Words(NOBODY)
    if of is None:
        return Words(NOT_SHOWN, {"name": people[0]["name"]})
    greeting = Words(GREETING, {"name": people[0]["name"]})
    getting = [each for each in people if can_get(view, each)]
    who = lines([*(gets(view, each) for each in getting), *as_written(view, getting)])
    ways = [line for each in people for line in in_the_way(view, each)]
    of_what = Words("<b>{what}</b>", {"what": of.name})
    parts: dict[str, Value] = {
        "what": of_what,
        "who": who,
        "locked": Words(LOCKED, {"greeting": greeting}),
        "ways": lines(ways),
    }
    if not getting:
        return Words("{what}\n\n{ways}", parts)
    shown = "{what}\n\n{ways}\n\n{who}\n\n{locked}" if ways else "{what}\n\n{who}\n\n{locked}"
    return Words(shown, parts)


def can_get(view: View, person: dict[str, Any]) -> bool:
    """Whether somebody can get it at all: what comes now is not kept until they can."""
    return not person["blocker"] or view.value("when") != "now"


def gets(view: View, person: dict[str, Any]) -> Words:
    """When somebody gets it by their own clock, which is named where it is another one, and in which language."""
    rule, due = planned(view, person["hours"])
    comes = comes_at(rule, due, person["hours"]) or due
    if rule.kind == "once":
        rule = once(person["hours"].local(comes))
    values: dict[str, Value] = {"name": person["name"], "in_language": _in_language(person)}
    if view.value("when") == "now" and comes == due:
        return Words(GETS_NOW, values)
    today = person["hours"].local(view.context.now).date()
    elsewhere = person["hours"].time_zone != view.person.time_zone
    return Words(GETS_ELSEWHERE if elsewhere else GETS, values | {"when": in_words(rule, today)})


def as_written(view: View, people: list[dict[str, Any]]) -> tuple[Words, ...]:
    """That the sender's own words stay as they are, where somebody reads what is around them in another language."""
    read = {each[tongue] for each in people for tongue in ("language", "beneath")} - {""}
    own = own_text(view) and read - {view.person.language}
    return (Words(AS_WRITTEN),) if own else ()


def _in_language(person: dict[str, Any]) -> Words:
    """The language that somebody gets it in, or both."""
    code, beneath = person["language"], person["beneath"]
    if code in IN_LANGUAGES and not beneath:
        return Words(IN_LANGUAGES[code])
    return Words(IN_BOTH if beneath else IN_LANGUAGE, {"language": LanguageName(beneath or code)})


def save_button(view: View) -> Words:
    """What comes at once is sent; anything else is saved until then."""
    return Words(SEND if view.value("when") == "now" else SAVE)


def at_the_end(view: View) -> Words:
    sent = view.value("when") == "now" and any(can_get(view, each) for each in chosen(view))
    return Words(SENT if sent else SAVED)


def in_the_way(view: View, person: dict[str, Any]) -> Iterator[Words]:
    """What keeps it from coming, or from coming at the time that was chosen."""
    name, hours = person["name"], person["hours"]
    if person["blocker"]:
        blockers = NOT_NOW if view.value("when") == "now" else BLOCKERS
        yield Words(blockers[person["blocker"]], {"name": name})
        return
    rule, due = planned(view, hours)
    at, meant = comes_at(rule, due, hours), hours.local(due)
    if rule.kind in LEFT_OUT and not person["weekends"]:
        yield Words(LEFT_OUT[rule.kind], {"name": name})
    if at is None or at == due:
        return
    coming = hours.local(at)
    values: dict[str, Value] = {
        "name": name,
        "time": meant.time().replace(second=0, microsecond=0),
        "day": coming.date(),
        "later": coming.time().replace(second=0, microsecond=0),
    }
    if coming.date() == meant.date():
        yield Words(LATER_THAT_DAY, values)
    else:
        yield Words(FREE_DAY if hours.free(meant.date()) else ANOTHER_DAY, values)
