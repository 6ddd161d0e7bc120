"""Contact card: name, trade, phone and one line, as a message to hand on."""

from bot.engine.flow import Flow
from bot.engine.steps import AskPhone, End, Tell, Write
from bot.engine.text import N_, Words, lines, literal
from bot.engine.view import View


def card(view: View) -> Words:
    """The card's lines; what was left open is left out."""
    shown = [literal(str(view.value(step))) for step in ("full_name", "trade", "line") if view.value(step)]
    phone = view.answer("phone")
    if phone is not None and phone["kind"] == "phone":
        shown.insert(2, Words("☎ {phone}", {"phone": view.flow.show("phone", phone, view)}))
    return lines(shown)


FLOW = Flow(
    id="contact_card",
    title=N_("Contact card"),
    single=True,
    values={"card": card},
    steps=(
        Write(
            id="full_name",
            text=N_(
                "I make a small card that you can send to people you meet.\n<b>Which name do you want on it?</b>"
            ),
            short=N_("Name"),
            at_least=2,
        ),
        Write(
            id="trade",
            text=N_("<b>What is your line of work?</b> For example driver, kitchen, warehouse."),
            short=N_("Line of work"),
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
        ),
        Tell(id="lead", text=N_("Here is your card. Hold a finger on it to send it on.")),
        Tell(id="show", text="{card}", apart=True),
        End(id="end"),
    ),
)
