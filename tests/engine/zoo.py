"""A flow with every kind of step that waits, for tests of the engine; it is begun from home."""

from __future__ import annotations

from bot.engine.flow import Flow
from bot.engine.steps import (
    Arrange,
    Ask,
    AskDate,
    AskMany,
    AskNumber,
    AskPhone,
    AskTime,
    Branch,
    Choice,
    End,
    Handover,
    Keep,
    Pick,
    Repeat,
    Review,
    Scale,
    Speak,
    Tell,
    Wake,
    Write,
)

TOPICS = (
    Choice(key="tasks", label="The tasks"),
    Choice(key="team", label="The team"),
    Choice(key="hours", label="The hours"),
)

ZOO = Flow(
    id="zoo",
    title="Zoo",
    offer="Every kind of question",
    order=1,
    called="Zoo of {name_it}",
    reopen="review",
    steps=(
        Write(
            id="name_it",
            text="What is it called?",
            short="Name",
            example="Like: Zoo",
            starters=("It is called …", "Some say …"),
            help="aside",
            numbered=True,
            voice=True,
        ),
        Write(
            id="more_of_it",
            text="Say more, in three letters at least.",
            short="More",
            at_least=3,
            at_most=20,
            skippable=True,
            numbered=True,
        ),
        Ask(
            id="colour",
            text="Which colour?",
            short="Colour",
            choices=(
                Choice(key="red", label="Red"),
                Choice(key="blue", label="Blue", goto="depth"),
            ),
        ),
        Scale(id="heat", text="How hot?", short="Heat", low=1, high=5, goto="topics"),
        AskNumber(id="depth", text="How deep?", short="Depth", low=0, high=100),
        AskMany(id="topics", text="Which topics?", short="Topics", choices=TOPICS, at_least=1),
        Arrange(id="order", text="In which order?", short="Order", of="topics"),
        Repeat(
            id="each",
            over="topics",
            steps=(
                Write(id="ask_of", text="What do you ask about {item}?", short="Question", skippable=True),
                Scale(id="weight", text="How much does it weigh?", short="Weight", low=1, high=3),
            ),
        ),
        AskDate(id="day", text="Which day?", short="Day", skippable=True, time="hour"),
        AskTime(id="hour", text="At what time?", short="Time", skippable=True),
        Wake(id="wake", kind="zoo_day", on="day"),
        AskPhone(id="phone", text="Which number?", short="Phone", skippable=True),
        Speak(
            id="aloud",
            text="Say it aloud.",
            short="Aloud",
            choices=(Choice(key="said", label="I said it"), Choice(key="not_now", label="Not now")),
        ),
        Pick(
            id="tongue",
            text="Which language?",
            short="Language",
            source="languages",
            page_size=1,
            choices=(Choice(key="none", label="None of these"),),
        ),
        Keep(id="keep", text="Kept.", content=lambda view: {"text": str(view.value("name_it"))}),
        Review(id="review", text="Look it through.", of=("name_it", "more_of_it", "colour"), asks_again=True),
        Branch(id="red_or_not", on="colour", cases={"red": "warm"}, goto="errand"),
        Tell(id="warm", text="Red is warm."),
        Handover(id="errand", flow="aside"),
        End(id="end", text="That was the zoo."),
    ),
)

ASIDE = Flow(
    id="aside",
    title="Aside",
    single=True,
    steps=(
        Write(id="thought", text="A thought, on the side?", short="Thought", skippable=True),
        End(id="end", text="Thank you for the thought."),
    ),
)

FLOWS = {"zoo": ZOO, "aside": ASIDE}
