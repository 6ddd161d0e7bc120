"""Reviewing: one of the staff reads what a citizen shows them, and says something of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Act, Branch, Choice, End, Handover, Hold, Pick, Tell, Unsay, Write
from bot.engine.text import N_
from bot.flows import _review as review
from bot.flows import _shown as shown
from bot.flows import _staff as staff
from bot.flows import _thread as thread
from bot.flows._beside import Beside
from bot.flows._sending import NOT_SENT, SEND, ToSend, heard_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.session import Answer
    from bot.engine.view import View
    from bot.flows.content import Content

Words_ = partial(Write, skippable=True, asks_again=True, brief=True)
"""What the staff write: a few words are enough, and none can be."""


def about(view: View) -> Mapping[str, Answer]:
    """The same citizen and exercise."""
    return {name: view.session.answers[name] for name in ("citizen", "exercise")}


def declare(content: Content) -> Flow:
    """The flow, with the axes of the star for the scores beside it."""
    page = shown.Page(Beside(content.star))
    return Flow(
        id="review",
        title=N_("To review"),
        pausable=False,
        for_staff=True,
        about="citizen",
        one_draft=True,
        draft_of="exercise",
        values={
            "citizen_name": staff.name,
            "gone": review.gone,
            "standing": review.standing,
            "said": review.said,
            "said_earlier": review.said_earlier,
            "anything_said": thread.has_thread,
            "only_news": review.only_news,
            "page": page.words,
            "answers": shown.answered,
            "any_answers": shown.has_answers,
            "asks": review.asks,
            "asks_suggestion": review.asks_suggestion,
            "asks_where": review.asks_where,
            "asks_to_send": review.asks_to_send,
            "asks_to_hear": review.asks_to_hear,
            "sent": review.sent,
            "doing": review.doing,
            "where_to": review.where,
            "sending": review.sending,
            "agreed": review.agreed,
            "what": review.what,
        },
        lists={"ways": review.ways, "places": review.places},
        steps=(
            Branch(id="begin", on="standing", cases={"gone": "gone"}, goto="since"),
            Hold(id="since", value=review.since),
            Branch(id="talked", on="anything_said", cases={"yes": "said_before"}, goto="shown"),
            Tell(
                id="said_before",
                text=N_("<b>What was said of it</b>\n\n{said}"),
                apart=True,
                recordings=review.said_recordings,
            ),
            Branch(id="whole", on="only_news", cases={"yes": "look"}, goto="shown"),
            Tell(id="shown", text="{page}", picture=page.picture, apart=True),
            Branch(id="asked", on="any_answers", cases={"yes": "given"}, goto="spoken"),
            Tell(id="given", text=N_("<b>The answers</b>\n{answers}"), apart=True),
            Tell(id="spoken", recordings=shown.recordings),
            Act(id="look", deeds=review.look),
            Pick(
                id="menu",
                text="{asks}",
                source="ways",
                choices=(Choice(key="back", label=N_("Back"), goto="end"),),
                asks_again=True,
                newest_only=True,
                gone="",
                written="comment",
                led=lambda _: "comment",
            ),
            Branch(
                id="do",
                on="doing",
                cases={
                    "comment": "comment",
                    "suggest": "where",
                    "answer": "where",
                    "reviewed": "review",
                    "score": "score",
                    "earlier": "earlier",
                    "see": "shown",
                    "newer": "newer",
                    "overtaken": "overtaken",
                    "unsent": "unsent",
                },
                goto="gone",
            ),
            Tell(id="newer", text=N_("{citizen_name} shows you a newer version now."), goto="since"),
            Tell(
                id="overtaken",
                text=N_(
                    "{citizen_name} shows you a newer version now. What you wrote was not sent. "
                    "Read the new one first."
                ),
            ),
            Unsay(id="let_go", of="comment"),
            Unsay(id="let_go_suggestion", of="suggestion", goto="since"),
            Tell(id="earlier", text="{said_earlier}", recordings=review.earlier_recordings, goto="menu"),
            Handover(id="score", flow="score_too", passing=about, goto="menu"),
            Pick(
                id="where",
                text="{asks_where}",
                source="places",
                choices=(
                    Choice(key="whole", label=N_("The whole")),
                    Choice(key="back", label=N_("Back")),
                ),
                above=("whole",),
                page_size=8,
                asks_again=True,
                newest_only=True,
                gone="",
                written="comment",
                led=lambda _: "whole",
            ),
            Branch(
                id="there",
                on="where_to",
                cases={
                    "comment": "comment",
                    "suggest": "suggestion",
                    "wrote": "commenting",
                    "back": "menu",
                    "newer": "newer",
                    "overtaken": "overtaken",
                    "unsent": "unsent",
                },
                goto="gone",
            ),
            Words_(
                id="comment",
                text=N_("<b>{what}</b>\nWrite or record your comment to {citizen_name}."),
                short=N_("Your comment"),
            ),
            Branch(
                id="commenting",
                on="sending",
                cases={
                    "heard": "heard_comment",
                    "asked": "to_send",
                    "yes": "send_comment",
                    "nothing": "menu",
                    "newer": "newer",
                    "overtaken": "overtaken",
                    "unsent": "unsent",
                },
                goto="gone",
            ),
            *heard_first(
                "comment", short=review.own, asks="asks_to_hear", sends="still_comment", over="menu"
            ),
            Branch(
                id="still_comment",
                formerly=("still_sending",),
                on="agreed",
                cases={"yes": "send_comment", "overtaken": "overtaken"},
                goto="unsent",
            ),
            ToSend(
                id="to_send",
                of="comment",
                text="{asks_to_send}",
                choices=(
                    Choice(key="yes", label=SEND, goto="still_comment", exact=True, means="yes"),
                    Choice(key="no", label=NOT_SENT, goto="unsaid_comment", means="no"),
                ),
                asks_again=True,
                newest_only=True,
            ),
            Act(id="send_comment", deeds=review.say, sends="comment"),
            Tell(id="comment_sent", text="{sent}", goto="menu"),
            Words_(
                id="suggestion",
                text="<b>{what}</b>\n{asks_suggestion}",
                short=N_("Your suggestion"),
            ),
            Branch(
                id="suggesting",
                on="sending",
                cases={
                    "heard": "heard_suggestion",
                    "yes": "send_suggestion",
                    "nothing": "menu",
                    "newer": "newer",
                    "overtaken": "overtaken",
                    "unsent": "unsent",
                },
                goto="gone",
            ),
            *heard_first(
                "suggestion", short=review.own, asks="asks_to_hear", sends="still_suggestion", over="menu"
            ),
            Branch(
                id="still_suggestion",
                on="agreed",
                cases={"yes": "send_suggestion", "overtaken": "overtaken"},
                goto="unsent",
            ),
            Act(id="send_suggestion", deeds=review.say, sends="suggestion"),
            Tell(id="suggestion_sent", text="{sent}", goto="menu"),
            Act(id="review", deeds=review.reviewed),
            End(id="reviewed", text=N_("{citizen_name} can see here that you have read it.")),
            End(id="gone", text="{gone}"),
            End(
                id="unsent",
                text=N_(
                    "{citizen_name} has taken it back. {citizen_name} decides that. What you wrote was not sent."
                ),
            ),
            End(id="end"),
        ),
    )
