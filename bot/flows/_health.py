"""Questions about health: they are asked only after a yes of their own, which can be taken back at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.engine.callbacks import to_base36
from bot.engine.context import Item
from bot.engine.effects import HEALTH
from bot.engine.steps import Ask, Branch, Choice, Consent, Handover
from bot.engine.text import N_, Words, lines, paragraphs
from bot.flows._score import PASSED
from bot.flows._star import AXIS, step_of

if TYPE_CHECKING:
    from bot.engine.steps import Step
    from bot.engine.view import Values, View
    from bot.flows.content import Content
    from bot.flows.content.interview import InterviewQuestion

QUESTION = "question/"
"""How what is named begins that a no closes, where it is an interview question."""
VERSION = "health-3"
"""The version of the text below; a change of meaning takes a new one. It is a name: the first was "2027-01-health"."""
FLOW, ANSWER = "health", "interview_answer"
ASKED = "health_consent"
"""The step of the star that asks for the yes."""
NOW, LATER = "health_now", "later"
"""The step of the star that asks, after a yes, whether it is answered at once, and the answer to leave it for now."""
SAID = (ASKED, NOW)
"""What a star keeps of being asked, which holds no more after a no."""
FRESH = timedelta(days=14)
"""So long what a star has left out can still be answered there: it tells how things were on its day."""
TITLE = N_("Health questions")
# Translators: {list} is a line each of axes of the star and of interview questions, like "Health and energy".
ASKS = N_(
    "<b>Some questions are about your health:</b>\n{list}\n\n"
    "Your answers help you to see if something changes, and to be ready for an interview.\n"
    "{who_sees}\n\n"
    "A no costs you nothing. You can always take a yes back: Write /mydata, and tap <b>{button_health}</b>. "
    "Then I delete the answers."
)
FOLLOWED = N_("Those who follow you see your answers only once you show them.")
NOT_FOLLOWED = N_(
    "If you have a contact person or a mentor here one day, they see your answers only once you show them."
)
SCORES_TOO = N_("If you show {name} your star, {name} can score it too.")
ABLE_TO_READ = N_("Those who look after the program are able to read your answers, and so is Telegram.")
# Translators: {name} is like "My work adjustments", {means} a few words that tell what that is.
EXPLAINED = N_("{name}: {means}")
SAID_NO = N_("You have said no to this before. That is quite all right, and you can change your mind.")
GONE_TOO = N_("If you say no, I also delete your answers and goals about it from before.")
MAY_I = N_("<b>May I ask about your health, and save your answers?</b>")
REASON = N_(
    "You may say no. It costs you nothing. The questions can help you to see how your energy changes. "
    "If you say yes, you can always take it back. Then I delete the answers."
)
YES, NO = N_("Yes, you may"), N_("No, leave it out")
ANSWER_NOW = N_("Thank you. Do you want to answer now?")
ANSWER_LATER = N_("Next time")


def said(view: View) -> str:
    """What the person says to questions about health: "yes", "no", or "" as long as nobody has asked.

    What they have just answered here holds at once.
    """
    return str(view.value(ASKED) or view.fact("health_consent"))


def decision(view: View) -> tuple[Item, ...]:
    """The way to what the person has said; none where nobody has asked."""
    return (Item("health", Words(TITLE)),) if said(view) else ()


def is_closed(view: View) -> bool:
    """Whether these questions are left out."""
    return said(view) == "no"


def is_not_asked(view: View) -> bool:
    """Whether this star leaves them out: after a no, or because whoever has said yes wants to answer another time."""
    return is_closed(view) or view.value(NOW) == LATER


def is_closed_of_citizen(view: View) -> bool:
    """Whether staff are not to be asked about the health of the citizen whom the errand is about."""
    return bool(view.fact("health_consent") != "yes")


def _who_sees(view: View) -> Words:
    """Who can read the answers: those who follow the person, when they are shown them, and others who always can."""
    contact = view.fact("contact_person")
    scores = (Words(SCORES_TOO, {"name": contact}),) if contact else ()
    shown = Words(FOLLOWED if view.fact("is_followed") == "yes" else NOT_FOLLOWED)
    return lines((shown, *scores, Words(ABLE_TO_READ)))


def _explained(question: InterviewQuestion) -> Words:
    if not question.explained:
        return Words(question.name)
    return Words(EXPLAINED, {"name": Words(question.name), "means": Words(question.explained)})


@dataclass(frozen=True, slots=True)
class Health:
    """The axes and interview questions about health in the content files, and what is asked and said of them."""

    content: Content

    @property
    def axes(self) -> tuple[str, ...]:
        return tuple(axis.id for axis in self.content.star.axes if axis.health)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(each.id for each in self.content.questions if each.health)

    @property
    def closes(self) -> tuple[str, ...]:
        """What is deleted after a no."""
        return (*self.axes, *(f"{QUESTION}{each}" for each in self.questions))

    def hidden(self, view: View) -> tuple[str, ...]:
        """The axes that cannot be chosen."""
        return self.axes if is_closed(view) else ()

    def is_hidden(self, view: View) -> bool:
        """Whether the axis that a question is about, inside a repeat, cannot be chosen (any more)."""
        return view.place.split("/")[1] in self.hidden(view)

    def opens(self, view: View) -> str:
        """What is known before the first question: a star that was filled in before anybody asked stays as it is."""
        scored = any(view.answer(f"{AXIS}{axis}") is not None for axis in self.axes)
        return said(view) or ("yes" if scored else "")

    def asks(self, view: View) -> Words:
        """What is asked and why, who sees it, and how it is taken back; then the question."""
        axes = (Words(axis.name) for axis in self.content.star.axes if axis.health)
        questions = (_explained(each) for each in self.content.questions if each.health)
        names = lines([Words("• {name}", {"name": name}) for name in (*axes, *questions)])
        no = (Words(SAID_NO),) if view.fact("health_consent") == "no" and not view.answer(ASKED) else ()
        before = (Words(GONE_TOO),) if self._has_answered(view) else ()
        said = (*no, Words(ASKS, {"list": names, "who_sees": _who_sees(view)}), *before, Words(MAY_I))
        return paragraphs(said)

    def _has_answered(self, view: View) -> bool:
        """Whether a star of theirs has an answer about health, or there is an interview answer about it."""
        others = (each for each in view.context.sessions.values() if each.id != view.session.id)
        prepared = (each.answers.get("question", {}).get("value") for each in others if each.flow == ANSWER)
        scored = (axis for star in view.fact("stars") for axis in star["kept"].get("scores", {}))
        return any(axis in self.axes for axis in scored) or any(each in self.questions for each in prepared)

    def left_out(self, view: View) -> tuple[str, str]:
        """The newest star, by its key, if it is of late and has left questions out, and the place of the first.

        Two times "" where there is none.
        """
        stars = [each for each in view.context.sessions.values() if each.flow == "star"]
        star = max(stars, key=lambda each: each.id, default=None)
        if (
            star is None
            or view.today - date.fromisoformat(star.kept.get("day", view.today.isoformat())) > FRESH
        ):
            return "", ""
        places = (f"{AXIS}{axis}" for axis in self.axes)
        left = (place for place in places if star.answers.get(place) == PASSED)
        place = next(left, "")
        return (to_base36(star.id) if place else "", place)

    @property
    def values(self) -> Values:
        return {"health_open": self.opens, "asks_health": self.asks}

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a menu offers where there is anything to ask."""
        look = Choice(key="health", label=TITLE, goto="look_at_health")
        return (look,) if self.closes else ()

    def looking(self, *, back: str) -> tuple[Step, ...]:
        """The step "look_at_health" that the menu leads to, which leads to the step `back`."""
        return (Handover(id="look_at_health", flow=FLOW, goto=back),) if self.closes else ()

    def asking(self) -> tuple[Step, ...]:
        """The steps before the first axis about health, which they lead to."""
        first = next(step_of(axis) for axis in self.content.star.axes if axis.health)
        return (
            Branch(id="health_open", on="health_open", cases={"yes": first, "no": first}, goto=ASKED),
            *self.asked(agreed=NOW, declined=first),
            Ask(
                id=NOW,
                text=ANSWER_NOW,
                choices=(
                    Choice(key="yes", label=N_("Yes"), goto=first),
                    Choice(key=LATER, label=ANSWER_LATER, goto=first, means="no"),
                ),
                asks_again=True,
            ),
        )

    def asked(self, *, agreed: str, declined: str) -> tuple[Step, ...]:
        """The question, and what follows: each answer leads to a step."""
        return (
            Ask(
                id=ASKED,
                text="{asks_health}",
                explain=REASON,
                choices=(
                    Choice(key="yes", label=YES, goto="health_yes", exact=True),
                    Choice(key="no", label=NO, goto="health_no", means="no"),
                ),
                asks_again=True,
                begins_at=ASKED,
            ),
            Consent(id="health_yes", kind=HEALTH, version=VERSION, goto=agreed),
            Consent(
                id="health_no",
                kind=HEALTH,
                version=VERSION,
                agreed=False,
                closes=self.closes,
                goto=declined,
            ),
        )

    def is_asked_first(self, view: View) -> bool:
        """Whether an interview answer is about health, and nobody has said yes to that or written in it yet."""
        about_health = str(view.value("question")) in self.questions
        return about_health and said(view) != "yes" and not (view.value("keywords") or view.session.kept)
