"""Invite: a code for a citizen to be followed, or for one more of the staff; and take a code back."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, Draw, End, Pick, Tell
from bot.engine.text import N_
from bot.flows import _invite as inviting

FLOW = Flow(
    id="invite",
    title=N_("Invite somebody"),
    single=True,
    pausable=False,
    for_staff=True,
    values=inviting.VALUES,
    lists=inviting.LISTS,
    steps=(
        Branch(id="begin", on="invites", cases={"staff": "role", "citizen": "made"}, goto="nobody"),
        Ask(
            id="role",
            text=N_("What shall the new one be?"),
            choices=(
                Choice(key="contact", label=N_("Contact person")),
                Choice(key="mentor", label=N_("Mentor")),
                Choice(key="coordinator", label=N_("Coordinator")),
                Choice(key="back", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Branch(id="still", on="invites", cases={"staff": "made"}, goto="nobody"),
        Draw(id="made", linked=inviting.is_for_staff),
        Branch(
            id="linked",
            on="way",
            cases={"link_or_code": "with_link", "code": "without_link", "link": "only_link"},
            goto="to_write",
        ),
        Tell(
            id="only_link",
            text=N_(
                "Here is a link. It works once, until {until}. "
                "Send the message below to the one whom you want to invite, and to nobody else."
            ),
        ),
        Tell(
            id="link_sent", text=N_("Open this, and tap Start: {invitation_link}"), apart=True, goto="invite"
        ),
        Tell(
            id="to_write",
            text=N_(
                "Here is a code. It works once, until {until}. "
                "Whoever you want to invite finds this chat in Telegram and writes to it:\n\n<b>/start {code}</b>"
            ),
            goto="invite",
        ),
        Tell(
            id="with_link",
            text=N_(
                "Here is a code. It works once, until {until}. Say it, write it down, "
                "or send the message below to the one whom you want to invite."
            ),
        ),
        Tell(
            id="sent",
            text=N_(
                "Open this, and tap Start: {invitation_link}\nOr write this code to the bot: <b>{shown_code}</b>"
            ),
            apart=True,
            goto="invite",
        ),
        Tell(
            id="without_link",
            text=N_(
                "Here is a code. It works once, until {until}. "
                "Whoever you want to invite writes it to me:\n\n<b>{shown_code}</b>"
            ),
        ),
        Act(id="invite", deeds=inviting.invite, sends="made"),
        Ask(
            id="more",
            text=N_("I tell you when the code has been used."),
            choices=(
                Choice(key="again", label=N_("One more code"), goto="begin"),
                Choice(key="open", label=N_("Take a code back"), goto="which"),
                Choice(key="done", label=N_("Back"), goto="end"),
            ),
            asks_again=True,
        ),
        Pick(
            id="which",
            text=N_("Which code shall work no more?"),
            source="opened",
            choices=(Choice(key="back", label=N_("Back"), goto="end"),),
            asks_again=True,
            newest_only=True,
        ),
        Act(id="revoke", deeds=inviting.revoke),
        Tell(id="revoked", text=N_("That code works no more."), goto="more"),
        End(id="nobody", text=N_("You cannot invite anybody here any more.")),
        End(id="end"),
    ),
)
