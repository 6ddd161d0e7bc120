"""One answer to a question of a job interview: key words, the answer, how sure one is of it, and practice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.engine.flow import Flow
from bot.engine.steps import Ask, Branch, Choice, End, Handover, Keep, Pick, Review, Scale, Step, Tell, Write
from bot.engine.text import N_
from bot.flows import _answer as answer
from bot.flows._health import ASKED, Health
from bot.flows._practice import VALUES as PRACTICE
from bot.flows._practice import practising
from bot.flows._spoken import NOTHING_TO_SEND, hearing

if TYPE_CHECKING:
    from bot.flows.content import Content

LONG = N_("It is saved, all of it. For an interview it is long: two minutes is plenty.")
Part = partial(Write, at_most=1600, long=LONG)


def declare(content: Content) -> Flow:
    """The flow for these questions."""
    values, health = answer.Preparing(content.questions), Health(content)
    return Flow(
        id="interview_answer",
        title=N_("Interview answer"),
        kind=N_("An interview answer"),
        called=N_("{asked}"),
        within="answer_bank",
        reopen="what_was_said",
        shared_at="ready",
        paper=answer.paper,
        values={
            "asked": values.asked,
            "hint": values.hint,
            "keyword_example": values.example,
            "story": values.is_story,
            "has_question": answer.has_question,
            "about_health": health.is_asked_first,
            **health.values,
            "lacks_wording": answer.lacks_wording,
            "answer_text": answer.shown,
            "seconds": answer.seconds,
            "recorded": answer.is_recorded,
            "written": answer.is_written,
            "version": answer.picked_version,
            **PRACTICE,
            **answer.ADVICE.values,
        },
        lists={"questions": values.items, "heard": hearing(answer.recordings)},
        steps=(
            *_question(health),
            *_answer(),
            Scale(
                id="sure",
                text=N_("<b>How sure are you of this answer?</b>"),
                explain=N_(
                    "Then I know what you need to practise. There is no right number. It often goes up "
                    "when you have said the answer aloud a few times."
                ),
                short=N_("How sure you are"),
                short_of_another=N_("How sure {name} is"),
                high=len(answer.SURE),
                labels=answer.SURE,
            ),
            Keep(id="keep", content=values.content, goto="shown"),
            Tell(id="what_was_said", recordings=answer.QUESTION),
            *_looking(),
            *practising(back="ready"),
            End(id="end", text=N_("Your answer lies here, ready.")),
        ),
    )


def _question(health: Health) -> tuple[Step, ...]:
    return (
        Branch(id="given", on="has_question", cases={"yes": "worded"}, goto="question"),
        Pick(
            id="question",
            text=N_("<b>Which question do you want to be ready for?</b>"),
            explain=N_(
                "Prepare the hard ones first, while you have time. Then they scare you less on the day. "
                "You can prepare as many as you like. Take one at a time."
            ),
            short=N_("The question"),
            source="questions",
            choices=(Choice(key=answer.OWN, label=N_("I write my own question")),),
        ),
        Branch(
            id="worded", on="lacks_wording", cases={"own": "wording", "feared": "feared"}, goto="about_health"
        ),
        Write(
            id="wording",
            text=N_("<b>Which question is it?</b> Write it as they would ask it."),
            short=N_("Your own question"),
            short_of_another=N_("Own question"),
            goto="keywords",
        ),
        Write(
            id="feared",
            text=N_(
                "You can stop at any time. <b>Which question do you fear most?</b> Write it as they would ask it."
            ),
            short=N_("The question you fear"),
            short_of_another=N_("The question {name} fears"),
            goto="keywords",
        ),
        Branch(id="about_health", on="about_health", cases={"yes": ASKED}, goto="keywords"),
        *health.asked(agreed="keywords", declined="left_out"),
        End(id="left_out", text=N_("That is quite all right. Then we leave that question out.")),
        Write(
            id="keywords",
            text=N_(
                "<b>{asked}</b>\n{hint}\n\n"
                "Write a few key words first, one on each line. You need not learn anything by heart."
            ),
            explain=N_(
                "Key words help you to remember, and you can still talk freely. What you have learnt by "
                "heart is easily forgotten when you are nervous. Three or four words are enough."
            ),
            short=N_("Key words"),
            skippable=True,
            extra=True,
            example='<i>"{keyword_example}"</i>',
        ),
    )


def _answer() -> tuple[Step, ...]:
    return (
        Branch(id="how", on="story", cases={"yes": "way"}, goto="answer"),
        Ask(
            id="way",
            text=N_("This question is best answered with something you have done. How do you want to do it?"),
            short=N_("How you answer"),
            short_of_another=N_("How {name} answers"),
            choices=(
                Choice(key="guided", label=N_("Four small questions"), goto="situation"),
                Choice(key="free", label=N_("I answer in one go"), goto="answer"),
            ),
        ),
        Part(
            id="situation",
            text=N_("Think of one day. <b>Where were you, and what was going on?</b>"),
            explain=N_(
                "An example is easier to believe than fine words. Begin with where it was. One day, and "
                "one thing that happened, is enough."
            ),
            short=N_("The situation"),
            example=N_('<i>"It was December in the storeroom, and two of us were ill."</i>'),
        ),
        Part(
            id="task",
            text=N_("<b>What was your task?</b>"),
            explain=N_(
                "Here they hear what others counted on you for. Say it in one sentence. Did nobody ask "
                "you to do anything? Then say what you saw yourself that had to be done."
            ),
            short=N_("Your task"),
            short_of_another=N_("The task"),
            example=N_('<i>"I was to get 40 orders out before three o\'clock."</i>'),
            skippable=True,
        ),
        Part(
            id="action",
            text=N_("<b>What did you do?</b> Say what you did yourself, step by step."),
            explain=N_(
                "This is the most important part. Say “I”, and not only “we”. They want to hear what you "
                "did yourself. Two or three things in order are enough."
            ),
            short=N_("What you did"),
            short_of_another=N_("What {name} did"),
            example=N_('<i>"I put the urgent ones first, and asked the driver to wait ten minutes."</i>'),
        ),
        Part(
            id="outcome",
            text=N_("<b>How did it go?</b>"),
            explain=N_(
                "An example needs an end. Say what got better, or what you learnt. It may have gone "
                "wrong, if you say what you would do today."
            ),
            short=N_("How it went"),
            example=N_('<i>"All of them got out. The boss thanked us the day after."</i>'),
            skippable=True,
            goto="sure",
        ),
        Part(
            id="answer",
            text=N_("<b>{asked}</b>\nNow say it in your own words."),
            intro=N_("Write, or send a voice message. Two to five sentences are enough."),
            explain=N_(
                "A good answer is short and has an example. Say what you did, and how it went. Do not "
                "tell your whole life, and say nothing bad about a former boss."
            ),
            short=N_("Your answer"),
            short_of_another=N_("The answer"),
        ),
    )


def _looking() -> tuple[Step, ...]:
    return (
        Tell(id="shown", text=N_("<b>{asked}</b>\n<i>{answer_text}</i>")),
        Branch(id="spoken", on="recorded", cases={"yes": "not_written"}, goto="is_strong"),
        Tell(
            id="not_written",
            text=N_(
                "🎙 What you recorded lies here in the chat. You can write it under {button_change_something}."
            ),
            goto="ready",
        ),
        *answer.ADVICE.steps(try_at="change", on="ready"),
        Write(
            id="example",
            text=N_("<b>Write your example here.</b>\nOne sentence is enough. I put it into your answer."),
            short=N_("Your example"),
            short_of_another=N_("The example"),
            skippable=True,
            goto="keep",
        ),
        Pick(
            id="ready",
            text=N_("What would you like to do with this answer?"),
            source="heard",
            choices=(
                Choice(key="practise", label=N_("🎙 Practise it"), goto="as_they_ask"),
                Choice(key="change", label=N_("Change something"), goto="change"),
                Choice(key="send", label=N_("Send me my answer"), goto="sending"),
                Choice(key="law", label=N_("What may they ask?"), goto="law"),
                Choice(key="versions", label=N_("Earlier versions"), goto="versions"),
                Choice(key="plan", label=N_("Make a small plan"), goto="plan"),
                Choice(key="done", label=N_("Done with this one"), goto="end"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="hear", recordings=answer.recordings, goto="ready"),
        Review(
            id="change",
            text=N_("What do you want to change?"),
            of=(
                "wording",
                "feared",
                "keywords",
                "way",
                "situation",
                "task",
                "action",
                "outcome",
                "answer",
                "example",
                "sure",
            ),
            asks_again=True,
            own_ways=True,
            goto="keep",
        ),
        Handover(id="law", flow="interview_law", goto="ready"),
        Handover(id="plan", flow="plan", goto="ready"),
        Branch(id="sending", on="written", cases={"no": "only_recorded"}, goto="send"),
        Tell(id="only_recorded", text=NOTHING_TO_SEND, recordings=answer.recordings, goto="ready"),
        Tell(id="send", text=N_("Hold a finger on the message below to copy it or send it on.")),
        Tell(id="sent", text=N_("{asked}\n\n{answer_text}"), apart=True, goto="ready"),
        Pick(
            id="versions",
            text=N_("Each time you change your answer, I keep the one before. Which one do you want to see?"),
            source="versions",
            choices=(Choice(key="back", label=N_("Back to my answer"), goto="ready"),),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="seen", text=N_("{versions}\n\n<i>{version}</i>"), goto="versions"),
    )
