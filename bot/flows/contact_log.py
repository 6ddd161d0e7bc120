"""Contact log: who was met, where, what interests them, and when to follow up."""

from typing import Any

from bot.engine.document import off_paper
from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskDate, Branch, Choice, End, Keep, Review, Tell, Wake, Write
from bot.engine.text import N_, Words, lines
from bot.engine.view import View
from bot.flows import _when as when
from bot.flows._spoken import recordings_of


def met(view: View) -> Words:
    """Whom the person met, and what they told of it; what was left open is left out."""
    told = (("where", WHERE), ("interest", INTEREST))
    known = [Words(line, {step: view.worded(step)}) for step, line in told if view.value(step)]
    return lines([view.words(MET), *known])


def content(view: View) -> dict[str, Any]:
    """What a version keeps: what was noted, and the day to get in touch."""
    noted = {step: view.worded(step) for step in ("who", "where", "interest")}
    return {**noted, "day": str(view.value("when_now") or view.value("when"))}


def has_day(view: View) -> bool:
    """Whether the person chose a day to get in touch again."""
    return bool(view.value("when"))


MET = N_("You met <b>{who}</b>.")
WHERE = N_("Where: {where}")
INTEREST = N_("What matters to them: {interest}")

FLOW = Flow(
    id="contact_log",
    title=N_("Somebody I met"),
    kind=N_("Somebody who was met"),
    offer=N_("I have talked with somebody"),
    called=N_("Met: {who}"),
    reopen="who_was_said",
    shared_at="followed",
    paper=off_paper,
    values={"met": met, "has_day": has_day},
    steps=(
        Write(
            id="who",
            text=N_(
                "<b>Who did you talk with?</b> Write the workplace or what they do. Leave out names and numbers."
            ),
            short=N_("Who"),
            # Translators: stands for whom somebody has met, where they have said and not written it: "Met: a person".
            stand_in=N_("a person"),
        ),
        Write(id="where", text=N_("<b>Where did you meet?</b>"), short=N_("Where"), skippable=True),
        Write(
            id="interest",
            text=N_(
                "<b>What did you talk about?</b> A few words are enough, to have something to begin with next time."
            ),
            short=N_("What matters to them"),
            skippable=True,
        ),
        AskDate(
            id="when",
            text=N_("<b>When do you want to get in touch again?</b> I write to you that day."),
            intro=when.A_DAY,
            short=N_("When to get in touch"),
            skippable=True,
        ),
        Keep(id="keep", content=content),
        Wake(id="wake", kind="follow_up", on="when"),
        Branch(id="reminder", on="has_day", cases={"yes": "end_with_day"}, goto="end"),
        End(id="end_with_day", text=N_("It is saved. I will write to you on {when}.")),
        End(id="end", text=N_("It is saved. You find it under /menu.")),
        Tell(id="who_was_said", recordings=recordings_of("who")),
        Keep(id="opened", content=content),
        Ask(
            id="followed",
            text=N_("{met}\n\nHave you been in touch?"),
            choices=(
                Choice(key="yes", label=N_("Yes"), goto="done"),
                Choice(key="later", label=N_("Not yet, choose a new day"), goto="when_now"),
                Choice(key="drop", label=N_("I leave it at that"), goto="done"),
                Choice(key="change", label=N_("Change something"), goto="change"),
            ),
            asks_again=True,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("who", "where", "interest"),
            asks_again=True,
            own_ways=True,
            goto="opened",
        ),
        AskDate(
            id="when_now",
            text=N_("<b>When do you want to get in touch?</b>"),
            intro=when.A_DAY,
            short=N_("A new day"),
            asks_again=True,
        ),
        Keep(id="keep_day", content=content),
        Wake(id="wake_again", kind="follow_up", on="when_now"),
        End(id="new_day", text=N_("It is saved. I will write to you on {when_now}.")),
        End(id="done", text=N_("Good to know. It is saved.")),
    ),
)
