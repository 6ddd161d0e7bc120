"""A code: to be followed by somebody, or to be one of the staff."""

from bot.engine.flow import Flow
from bot.engine.steps import Act, Ask, Branch, Choice, End, Remember, Tell
from bot.engine.text import N_
from bot.flows import _join as joining
from bot.flows._join import AskCode

UNUSABLE = N_(
    "That code does not work. Look if it is typed as you got it. It may also have been used, or be too old. "
    "Then ask whoever gave it to you for a new one."
)
GUESSING = N_("That was several codes that do not work. Please wait an hour, and try again.")
# Translators: so many wrong codes come from everywhere that somebody must be guessing.
CLOSED = N_("I cannot take codes just now. Keep yours, and try again in an hour.")
YES, NO = N_("Yes, that is fine"), N_("No, thank you")

FLOW = Flow(
    id="join",
    title=N_("A code"),
    single=True,
    pausable=False,
    values=joining.VALUES,
    tells={"who": "{who_it_is}"},
    steps=(
        Branch(id="begin", on="has_code", cases={"yes": "look"}),
        AskCode(
            id="ask",
            text=N_(
                "<b>Write the code that you have got.</b> It has two letters and six digits, like KM 482 739."
            ),
            choices=(Choice(key="never", label=N_("I have no code"), goto="end", means="no"),),
            asks_again=True,
        ),
        Branch(
            id="look",
            on="state",
            cases={
                "staff": "role_offered",
                "follow": "follow_offered",
                "own": "own",
                "has_role": "has_role",
                "elsewhere": "elsewhere",
                "follows_already": "follows_already",
                "guessing": "too_many",
                "closed": "closed_now",
            },
            goto="mistyped",
        ),
        Ask(
            id="role_offered",
            text=N_("{inviting} invites you as <b>{role}</b>.\n{duties}"),
            choices=(
                Choice(key="yes", label=N_("I agree"), goto="still_offered", exact=True, means="yes"),
                Choice(key="no", label=NO, goto="declined"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="still_offered", on="state", cases={"staff": "wear"}, goto="unusable"),
        Remember(id="wear", field="hat", value=joining.hat),
        Act(id="take_on", deeds=joining.join, goto="taken_on"),
        End(id="taken_on", text="{welcome}"),
        Ask(
            id="follow_offered",
            text=N_(
                "<b>{who}</b> from {inviting} would like to be your <b>{role}</b>.\n"
                "{terms}\n\n"
                "Is that all right with you?"
            ),
            briefly=N_("Is that all right with you?"),
            choices=(
                Choice(key="yes", label=YES, goto="still_asked", exact=True, means="yes"),
                Choice(key="no", label=NO, goto="declined"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="still_asked", on="can_follow", cases={"yes": "follows"}, goto="unusable"),
        # Said first: once the code is used, nobody is named by it.
        Tell(
            id="follows",
            text=N_("{who} can follow you here now. You decide yourself what you share, and with whom."),
        ),
        Act(id="be_followed", deeds=joining.join),
        End(id="followed"),
        End(id="declined", text=N_("That is quite all right. Nothing has been changed.")),
        End(id="own", text=N_("This is your own code. Give it to the one whom you want to invite.")),
        End(id="has_role", text=N_("You have that role already.")),
        End(
            id="elsewhere",
            text=N_(
                "You are {role} at {elsewhere} already, and nobody can be that in two places here. "
                "Give that role up first, under <b>{button_settings}</b>. Then open the link again."
            ),
        ),
        End(id="follows_already", text=N_("You are already connected with {who}.")),
        Act(id="mistyped", deeds=joining.mistype),
        Branch(id="no_code", on="may_answer", cases={"yes": "works_not"}, goto="unusable"),
        Tell(id="works_not", text=UNUSABLE, goto="was_answer"),
        End(id="unusable", text=UNUSABLE),
        Branch(id="too_many", on="may_answer", cases={"yes": "not_now"}, goto="guessing"),
        Tell(id="not_now", text=GUESSING, goto="was_answer"),
        End(id="guessing", text=GUESSING),
        Branch(id="closed_now", on="may_answer", cases={"yes": "not_open"}, goto="closed"),
        Tell(id="not_open", text=CLOSED, goto="was_answer"),
        End(id="closed", text=CLOSED),
        # Translators: somebody typed what looks like a code ("AB 123 456") where a question asks for words.
        End(id="was_answer", text=N_("Was it your answer? Then write it again, with a word before it.")),
        End(id="end"),
    ),
)
