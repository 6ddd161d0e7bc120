"""Send a reminder: to whom, of what, when; then a look at it as a whole, with what stands in the way."""

from bot.engine.flow import Flow
from bot.engine.steps import (
    Act,
    Ask,
    AskMany,
    Branch,
    Choice,
    End,
    Hold,
    Pick,
    Tell,
    Write,
)
from bot.engine.text import N_
from bot.flows import _remind as remind
from bot.flows import _remind_preview as shown
from bot.flows import _remind_when as when
from bot.flows import _staff as staff

FLOW = Flow(
    id="remind",
    title=N_("Send a reminder"),
    pausable=False,
    for_staff=True,
    about="citizen",
    one_draft=True,
    values={
        "begins": remind.begins,
        "asks_next": remind.asks_next,
        "asks_whom": remind.asks_whom,
        "is_over": remind.is_over,
        "names": remind.names,
        "may_be_of_illness": remind.may_be_of_illness,
        "preview": shown.preview,
        "save": shown.save_button,
        "at_the_end": shown.at_the_end,
        "nine": lambda _: remind.NINE,
    },
    lists={"mine": remind.mine, "everybody": remind.everybody, "subjects": remind.subjects},
    steps=(
        Branch(
            id="begin",
            on="begins",
            cases={
                "nobody": "nobody",
                "change": "change",
                "preview": "preview",
                "when": "when",
                "what": "what",
                "text": "text",
            },
            goto="citizen",
        ),
        Pick(
            id="citizen",
            text="{asks_whom}",
            source="mine",
            of_people=True,
            gone=staff.NOT_WITH_YOU,
            choices=(Choice(key="go_back", label=N_("Back"), goto="end"),),
            page_size=8,
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="whom", on="citizen", cases={remind.SEVERAL: "citizens"}, goto="next"),
        AskMany(
            id="citizens",
            text=N_("Tap everybody it is for, then {button_done}."),
            source="everybody",
            at_least=1,
            asks_again=True,
        ),
        Branch(
            id="next",
            on="asks_next",
            cases={"whom": "citizen", "text": "text", "when": "when", "preview": "preview"},
            goto="what",
        ),
        Pick(
            id="what",
            text=N_("What shall {names} be reminded of?"),
            source="subjects",
            choices=(
                Choice(key=remind.OWN_TEXT, label=N_("✏ A text of my own"), goto="text"),
                Choice(key="go_back", label=N_("Back"), goto="end"),
            ),
            page_size=10,
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="what_next", on="asks_next", cases={"preview": "preview"}, goto="when"),
        Write(
            id="text",
            short=N_("Your text"),
            way_back=True,
            text=N_(
                "What do you want to write? It is read only after a tap, never on the locked screen. "
                "Leave out illness, benefits and other people's names."
            ),
            at_most=1000,
            long=N_("It is saved, all of it. A short text is read more often."),
            voice=False,
        ),
        Branch(id="of_illness", on="may_be_of_illness", cases={"yes": "illness"}, goto="what_next"),
        Ask(
            id="illness",
            text=N_("That may be about illness. Do you want to send it all the same?"),
            choices=(
                Choice(key="yes", label=N_("Yes"), goto=remind.AGREED),
                Choice(key="no", label=N_("✏ Change the text"), goto="text", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Hold(id=remind.AGREED, value=remind.own_text, goto="what_next"),
        Ask(
            id="when",
            text=N_('When shall it come? You can also write it, like "Friday at 10" or "every Monday at 9".'),
            way_back=True,
            choices=(
                Choice(key="now", label=N_("Now"), goto="preview"),
                Choice(key="later", label=N_("Later today"), goto="preview"),
                Choice(key="tomorrow", label=N_("Tomorrow at {nine}"), goto="preview"),
                Choice(key="monday", label=N_("Every Monday at {nine}"), goto="preview"),
                Choice(key="own", label=N_("✏ I write it myself"), goto="day", dated=True),
            ),
            asks_again=True,
            newest_only=True,
        ),
        when.AskDay(
            id="day",
            text=N_('On which day? Write it like "Friday at 10", "3 December" or "every Monday at 9".'),
            time="at",
            way_back=True,
        ),
        when.AskAt(id="at", text=N_("At what time shall it come?"), way_back=True),
        when.AskRepeat(
            id="repeat",
            text=N_("Shall it come again?"),
            way_back=True,
            choices=(
                Choice(key="once", label=N_("No, only once"), means="no"),
                Choice(key="daily", label=N_("Every day")),
                Choice(key="weekdays", label=N_("On weekdays")),
                Choice(key="weekly", label=N_("Every week")),
                Choice(key="monthly", label=N_("Every month")),
            ),
            asks_again=True,
        ),
        Ask(
            id="preview",
            text="{preview}",
            choices=(
                Choice(key="save", label="{save}", goto="pace", exact=True),
                Choice(key="change", label=N_("✏ Change"), goto="change", dated=True),
                Choice(key="cancel", label=N_("Cancel"), goto="cancelled"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        Branch(id="pace", on="hurried", cases={"yes": "too_fast"}, goto="running"),
        Tell(
            id="too_fast",
            text=N_("You have set many reminders within a minute. Wait a moment, then try once more."),
            goto="preview",
        ),
        Branch(id="running", on="is_over", cases={"yes": "over"}, goto="still"),
        Branch(id="still", on="asks_next", cases={"preview": "unasked"}, goto="gone"),
        Branch(id="unasked", on="may_be_of_illness", cases={"yes": "illness"}, goto="save"),
        Act(id="save", deeds=remind.save),
        End(id="saved", text="{at_the_end}"),
        Ask(
            id="change",
            text=N_("What shall be different?"),
            choices=(
                Choice(key="who", label=N_("Who gets it"), goto="citizen"),
                Choice(key="what", label=N_("What it is about"), goto="what"),
                Choice(key="when", label=N_("When it comes"), goto="when", dated=True),
                Choice(key="nothing", label=N_("Nothing"), goto="preview", means="no"),
            ),
            asks_again=True,
            newest_only=True,
        ),
        End(id="cancelled", text=N_("Nothing has been sent.")),
        End(id="nobody", text=staff.NOBODY),
        End(
            id="over",
            text=N_("It does not come any more, so it cannot be changed. Nothing has been sent."),
        ),
        End(id="gone", text=N_("That is not possible any more. Nothing has been sent.")),
        End(id="end"),
    ),
)
