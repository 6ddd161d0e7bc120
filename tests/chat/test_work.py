"""What of an exercise is shown outside of its own flow: by itself, whatever flow it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.engine.document import Block
from bot.engine.flow import Flow
from bot.engine.steps import Ask, Choice, End, Keep, Pick, Tell, Write
from bot.flows import _my_work
from tests.engine.stage import begun, newcomer

if TYPE_CHECKING:
    from bot.engine.view import View
    from tests.talk import Talk

ASKED = "What is hard <b>for you</b>? {name}"


def kept(view: View) -> dict[str, Any]:
    return {"text": str(view.value("one")), "question": ASKED, "confidence": 3}


FOLDER = Flow(
    id="folder",
    title="Folder",
    offer="Folder",
    order=1,
    pausable=False,
    steps=(
        Tell(id="printed", text="Here.", document=_my_work.folder),
        Pick(id="which", text="?", source="work", choices=(Choice(key="end", label="End", goto="end"),)),
        End(id="end"),
    ),
)
STEPS = (Write(id="one", text="One?", short="First"), Keep(id="keep", content=kept), End(id="end"))


LONG = "Butiksassistent i en stor butik med dagligvarer, og gerne tæt på hvor jeg bor"


def test_long_words_of_ones_own_are_shortened_at_a_word_where_they_are_a_name() -> None:
    named = Flow(
        id="named",
        title="Named",
        offer="Named",
        called="Job: {job}",
        order=2,
        reopen="menu",
        steps=(
            Write(id="job", text="Which job?", short="The job"),
            Tell(id="all", text="You wrote: {job}"),
            Ask(id="menu", text="Well?", choices=(Choice(key="end", label="End", goto="end"),)),
            End(id="end"),
        ),
    )
    talk = newcomer(*STEPS, others=(named, FOLDER), language="en")
    talk.command("menu")
    talk.tap("Named")
    assert any(LONG in message.text for message in talk.write(LONG))
    talk.command("menu")
    talk.tap("Folder")
    assert "Job: Butiksassistent i en stor butik med…" in talk.last.labels()


def headings(talk: Talk) -> list[tuple[int, str, tuple[str, ...]]]:
    """The folder's headings with what stands below them."""
    talk.command("menu")
    talk.tap("Folder")
    page = next(message.page for message in reversed(talk.sent) if message.page)
    assert page is not None
    return [(block.level, block.heading, block.paragraphs) for block in page.blocks]


def test_an_answer_that_was_kept_with_its_question_stands_below_it() -> None:
    talk = begun(*STEPS, others=(FOLDER,))
    talk.write("It is hard <to> call.")
    assert headings(talk) == [(1, "Mine", ()), (2, ASKED, ()), (3, "", ("It is hard <to> call.",))]


def test_an_exercise_without_a_name_of_its_own_stands_below_its_title() -> None:
    only_text = Keep(id="keep", content=lambda view: {"text": str(view.value("one"))})
    talk = begun(STEPS[0], only_text, STEPS[2], others=(FOLDER,))
    talk.write("mine")
    assert headings(talk) == [(1, "Mine", ()), (2, "", ("mine",))]


def test_a_flow_can_say_itself_what_stands_on_paper() -> None:
    blocks = (Block("Own heading", ("own words",)),)
    talk = begun(*STEPS, others=(FOLDER,), called="Mine: {one}", paper=lambda _: blocks)
    talk.write("x")
    assert headings(talk)[-1] == (3, "Own heading", ("own words",))


def test_what_was_not_kept_is_not_printed() -> None:
    talk = begun(STEPS[0], Write(id="two", text="Two?", short="Second"), *STEPS[1:], others=(FOLDER,))
    talk.write("x")
    assert headings(talk) == []


def test_an_errand_is_no_work_and_neither_is_an_exercise_without_an_answer() -> None:
    errand = Flow(
        id="errand", title="Errand", offer="Errand", order=2, pausable=False, steps=(STEPS[0], STEPS[2])
    )
    talk = newcomer(*STEPS, others=(FOLDER, errand))
    talk.tap("Errand")
    talk.write("done")
    talk.command("menu")
    talk.tap("Mine")
    headings(talk)
    assert talk.last.labels() == ["End"]
