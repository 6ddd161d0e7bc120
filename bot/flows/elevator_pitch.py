"""Elevator pitch: four questions, one short talk for one receiver and one job, practised aloud."""

from functools import partial

from bot.engine.flow import Flow
from bot.engine.steps import (
    Ask,
    Branch,
    Choice,
    End,
    Handover,
    Keep,
    Pick,
    Reuse,
    Review,
    Tell,
    Write,
)
from bot.engine.text import N_
from bot.flows import _pitch as pitch
from bot.flows._advice import Advising
from bot.flows._rehearsal import VALUES as REHEARSAL
from bot.flows._rehearsal import rehearsing
from bot.flows._sharing import can_show
from bot.flows._spoken import NOTHING_TO_SEND, hearing

LONG = N_("It is saved, all of it. For an elevator pitch it is long: a few sentences are enough.")
Part = partial(Write, help="raw_material", numbered=True, at_most=600, long=LONG)
"""One of the four questions that the talk is made of."""

ADVICE = Advising(text=pitch.to_judge, kind="pitch", example=pitch.EXAMPLE)

FLOW = Flow(
    id="elevator_pitch",
    title=N_("Elevator pitch"),
    kind=N_("An elevator pitch"),
    offer=N_("New elevator pitch"),
    order=10,
    called=N_("Talk: {job}"),
    reopen="composed",
    shared_at="ready",
    values={
        "begun": pitch.begun,
        "has_others": pitch.has_others,
        "unfinished": pitch.unfinished,
        "said": pitch.said,
        "written": pitch.written,
        "pitch": pitch.shown,
        "version": pitch.picked_version,
        "seconds": pitch.seconds,
        "can_show": can_show,
        **REHEARSAL,
        **ADVICE.values,
    },
    lists={"heard": hearing(pitch.HEARD), "earlier": pitch.earlier},
    steps=(
        Branch(id="first_talk", on="has_others", cases={"yes": "based_on"}, goto="who"),
        Pick(
            id="based_on",
            text=N_("You have told me about yourself before. Do you want to use it in this talk too?"),
            source="earlier",
            short=N_("What the talk builds on"),
            choices=(Choice(key="fresh", label=N_("No, begin afresh")),),
            page_size=3,
        ),
        Reuse(id="reuse", choice="based_on", of=("who", "burn")),
        Branch(id="told_before", on="begun", cases={"yes": "job"}, goto="who"),
        Part(
            id="who",
            intro=N_(
                "An elevator pitch is a short talk about you. "
                "Imagine that you meet somebody who may have a job for you. You have a minute at most."
            ),
            text=N_("<b>Who are you?</b> Write one or two sentences."),
            explain=N_(
                "People remember what is short and true. Your name and what you have done are enough. "
                "That is how your talk begins."
            ),
            short=N_("Who you are"),
            # Translators: the name of a question, as one of the staff reads it; {name} is the citizen who has answered.
            short_of_another=N_("Who {name} is"),
            example=N_(
                '<i>"My name is Lone. I have worked in kitchens for ten years, mostly in nursing homes."</i>'
            ),
            starters=(N_("My name is …"), N_("I have worked with …"), N_("I live in … and look for …")),
        ),
        Part(
            id="burn",
            text=N_(
                "<b>What do you love doing?</b>\n"
                "It can be at work or in your free time. You can also think: what do I like?"
            ),
            explain=N_(
                "Whoever hears you likes to feel what makes you glad. "
                "It may be small: order, animals, or good food. You need not love your work."
            ),
            short=N_("What you love doing"),
            short_of_another=N_("What {name} loves doing"),
            example=N_('<i>"I like it when there is order, and when people get hot food on time."</i>'),
            starters=(N_("I am happy when I …"), N_("People praise me for …"), N_("Time flies when I …")),
            skippable=True,
        ),
        Write(
            id="job",
            text=N_(
                "<b>Which job is your talk for?</b>\nWrite one or two words, for example warehouse, kitchen or driver."
            ),
            explain=N_(
                "A talk works best when it is for one job. Then you can pick what fits. You can make a "
                "new talk for each job."
            ),
            short=N_("The job"),
            skippable=True,
        ),
        Part(
            id="skills",
            text=N_(
                "<b>What can you do that this job needs?</b>\nOne or two things are enough. Small things count too."
            ),
            explain=N_(
                "They look for what they need in that job. One thing that you really can says more than "
                "ten words about you. What you have learnt at home or in your free time counts too."
            ),
            short=N_("What you can"),
            short_of_another=N_("What {name} can"),
            example=N_('<i>"I can cook for sixty people, and I keep calm when it is busy."</i>'),
            starters=(N_("I am good at …"), N_("I am used to …"), N_("I have learned to …")),
            skippable=True,
        ),
        Part(
            id="contribute",
            text=N_(
                "<b>What do they gain with you?</b>\nThink of what gets easier or better when you are there."
            ),
            explain=N_(
                "Here you say why they should call you. Think of a day at work when you are there: what "
                "is easier then? Do not make it bigger than it is."
            ),
            short=N_("What you bring"),
            short_of_another=N_("What {name} brings"),
            example=N_(
                '<i>"With me you get someone who comes on time and makes the new ones feel welcome."</i>'
            ),
            starters=(N_("With me you get …"), N_("I can help you with …"), N_("You can count on me to …")),
            skippable=True,
        ),
        Ask(
            id="receiver",
            text=N_("<b>Who is going to hear your talk?</b>"),
            explain=N_(
                "One talks in one way on the phone, and in another when one meets. I keep this with your "
                "talk, so that you can tell your talks apart."
            ),
            short=N_("Who hears it"),
            choices=(
                Choice(key="phone", label=N_("An employer, on the phone")),
                Choice(key="met", label=N_("Somebody I meet")),
                Choice(key="interview", label=N_("Somebody at a job interview")),
                Choice(key="unsure", label=N_("I do not know yet")),
            ),
        ),
        # A talk that was begun when the job and the receiver came first may not have been asked this yet.
        Branch(id="first_asked", on="begun", cases={"no": "who"}, goto="keep"),
        Keep(id="keep", content=pitch.content, text=N_("Your talk is now:\n<i>{pitch}</i>")),
        Tell(
            id="composed",
            text=N_("<b>Your talk.</b> It takes about {n} second when you speak calmly.\n\n<i>{pitch}</i>"),
            plural=N_(
                "<b>Your talk.</b> It takes about {n} seconds when you speak calmly.\n\n<i>{pitch}</i>"
            ),
            count="seconds",
        ),
        # Of a talk that is all recorded, the talk itself says so already.
        Branch(id="heard", on="said", cases={"all": "ready", "some": "not_written"}, goto="whole"),
        Tell(
            id="not_written",
            text=N_(
                "🎙 What you recorded is not in the written talk. You can write it under {button_change_something}."
            ),
            goto="ready",
        ),
        Branch(id="whole", on="unfinished", cases={"yes": "not_whole"}, goto="is_strong"),
        Tell(
            id="not_whole",
            text=N_("Read it aloud. Does it sound like you? If not, you can change it."),
            extra=True,
            goto="ready",
        ),
        *ADVICE.steps(try_at="polish", on="ready"),
        Write(
            id="example",
            text=N_("<b>Write your example here.</b>\nOne sentence is enough. I put it into your talk."),
            short=N_("Your example"),
            short_of_another=N_("The example"),
            skippable=True,
            goto="keep",
        ),
        Pick(
            id="ready",
            text=N_("What would you like to do with your talk?"),
            source="heard",
            choices=(
                Choice(key="rehearse", label=N_("🎙 Practise it aloud"), goto="rung"),
                Choice(key="polish", label=N_("Change something"), goto="polish"),
                Choice(key="send", label=N_("Send me my talk"), goto="sending"),
                Choice(key="more", label=N_("More …"), goto="more"),
                Choice(key="done", label=N_("Done for today"), goto="unshown"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="hear", recordings=pitch.HEARD, goto="ready"),
        Review(
            id="polish",
            text=N_("Which part do you want to change?"),
            of=("who", "burn", "skills", "contribute", "example", "job", "receiver"),
            asks_again=True,
            own_ways=True,
            goto="composed",
        ),
        *rehearsing(back="ready", recordings=pitch.RECORDED),
        Branch(id="sending", on="written", cases={"no": "only_recorded"}, goto="send"),
        Tell(
            id="only_recorded",
            text=NOTHING_TO_SEND,
            recordings=pitch.HEARD,
            goto="ready",
        ),
        Tell(id="send", text=N_("Hold a finger on the message below to copy it or send it on.")),
        Tell(id="sent", text="{pitch}", apart=True, goto="ready"),
        Ask(
            id="more",
            text=N_("What do you want to see or make?"),
            choices=(
                Choice(key="versions", label=N_("Earlier versions"), goto="versions"),
                Choice(key="card", label=N_("A contact card"), goto="card"),
                Choice(key="met", label=N_("I have talked with somebody"), goto="met"),
                Choice(key="interview", label=N_("I have a job interview"), goto="interview"),
                Choice(key="plan", label=N_("Make a small plan"), goto="plan"),
                Choice(key="back", label=N_("Back to my talk"), goto="ready"),
            ),
            asks_again=True,
            own_ways=True,
        ),
        Pick(
            id="versions",
            text=N_("Each time you change your talk, I keep the one before. Which one do you want to see?"),
            source="versions",
            choices=(Choice(key="back", label=N_("Back to my talk"), goto="ready"),),
            asks_again=True,
            own_ways=True,
        ),
        Tell(id="version", text=N_("{versions}\n\n<i>{version}</i>"), goto="versions"),
        Handover(id="card", flow="contact_card", goto="ready"),
        Handover(id="met", flow="contact_log", goto="ready"),
        Handover(id="interview", flow="answer_bank", goto="ready"),
        Handover(id="plan", flow="plan", goto="ready"),
        Branch(id="unshown", on="can_show", cases={"yes": "end_unshown"}, goto="end"),
        End(
            id="end_unshown",
            text=N_(
                "Your talk lies here, ready. You find it under /menu. There you can also show it to somebody."
            ),
        ),
        End(id="end", text=N_("Your talk lies here, ready. You find it under /menu.")),
    ),
)
