"""Contact card: name, trade, phone and one line, as a message to hand on."""

from typing import Any

from bot.engine.flow import Flow
from bot.engine.steps import Ask, AskPhone, Choice, End, Keep, Review, Tell, Write
from bot.engine.text import N_, Words, lines, literal
from bot.engine.view import View


def card(view: View) -> Words:
    """The card's lines; what was left open is left out."""
    shown = [literal(str(view.value(step))) for step in ("full_name", "trade", "line") if view.value(step)]
    phone = view.answer("phone")
    if phone is not None and phone["kind"] == "phone":
        shown.insert(2, Words("☎ {phone}", {"phone": view.flow.show("phone", phone, view)}))
    return lines(shown)


def content(view: View) -> dict[str, Any]:
    """What a version keeps: the card's text."""
    return {"text": view.context.language.say(card(view))}


FLOW = Flow(
    id="contact_card",
    title=N_("Contact card"),
    kind=N_("A contact card"),
    single=True,
    reopen="good",
    shared_at="good",
    values={"card": card},
    steps=(
        Write(
            id="full_name",
            text=N_(
                "I make a small card that you can send to people you meet.\n<b>Which name do you want on it?</b>"
            ),
            short=N_("Name"),
            at_least=2,
            voice=False,
        ),
        Write(
            id="trade",
            text=N_("<b>What is your trade, or which work are you looking for?</b>"),
            short=N_("Trade"),
            skippable=True,
            example=N_('<i>"Driver", "Kitchen and cleaning", "Looking for work in a shop".</i>'),
            voice=False,
        ),
        AskPhone(
            id="phone",
            text=N_("<b>Which phone number can they call?</b>"),
            short=N_("Phone"),
            skippable=True,
        ),
        Write(
            id="line",
            text=N_("<b>One line about you.</b> What should they remember?"),
            short=N_("One line"),
            skippable=True,
            example=N_('<i>"Always on time, and calm when it gets busy."</i>'),
            voice=False,
        ),
        Keep(id="keep", content=content),
        Ask(
            id="good",
            text=N_("{card}\n\n<b>Is it good like this?</b>"),
            choices=(
                Choice(key="yes", label=N_("Yes, send me my card"), goto="show"),
                Choice(key="change", label=N_("Change something"), goto="change"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=("full_name", "trade", "phone", "line"),
            asks_again=True,
            own_ways=True,
            goto="keep",
        ),
        Tell(id="show", text=N_("Here is your card. Hold a finger on it to send it on.")),
        Tell(id="handed", text="{card}", apart=True),
        End(id="end", text=N_("You find it again under /menu.")),
    ),
)
