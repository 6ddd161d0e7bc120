"""Contact log: who was met, where, what interests them, and when to follow up."""

from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskDate, Choice, End, Wake, Write
from bot.engine.text import N_

FLOW = Flow(
    id="contact_log",
    title=N_("Somebody I met"),
    offer=N_("I have met somebody"),
    called=N_("Met: {who}"),
    reopen="followed",
    steps=(
        Write(
            id="who",
            text=N_("<b>Who did you meet?</b> A first name or the workplace is enough."),
            short=N_("Who"),
        ),
        Write(id="where", text=N_("<b>Where did you meet?</b>"), short=N_("Where"), skippable=True),
        Write(
            id="interest",
            text=N_(
                "<b>What interests them?</b> A few key words, to have something to begin with next time."
            ),
            short=N_("What interests them"),
            skippable=True,
        ),
        AskDate(
            id="when",
            text=N_('<b>When will you get in touch again?</b> Tap a day, or write one, like "on Thursday".'),
            short=N_("When to get in touch"),
            skippable=True,
        ),
        Wake(id="wake", kind="follow_up", on="when"),
        End(id="end", text=N_("It is noted. If you chose a day, I write to you that morning.")),
        Ask(
            id="followed",
            text=N_(
                "You met <b>{who}</b>.\nWhere: {where}\nInterested in: {interest}\n\nHave you been in touch?"
            ),
            choices=(
                Choice(key="yes", label=N_("Yes"), goto="done"),
                Choice(key="later", label=N_("Not yet, choose a new day"), goto="when_now"),
                Choice(key="drop", label=N_("I let it be"), goto="done"),
            ),
            asks_again=True,
        ),
        AskDate(
            id="when_now",
            text=N_("<b>When will you get in touch?</b> Tap a day, or write one."),
            short=N_("A new day"),
            asks_again=True,
        ),
        Wake(id="wake_again", kind="follow_up", on="when_now", goto="end"),
        End(id="done", text=N_("Good to know. It is noted.")),
    ),
)
