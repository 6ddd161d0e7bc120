"""What is no answer to a question is heard all the same: "I don't know", "hello", "are you a human?"."""

from __future__ import annotations

import pytest

from bot.engine.steps import Ask, AskPhone, Choice, End, Write
from tests.engine.stage import answers, begun, stands_at
from tests.talk import Talk

WHO = Write(
    id="who",
    text="Who?",
    short="Who",
    example="Like: Lone.",
    starters=("I am …", "I come from …"),
    skippable=True,
)
PLAIN = Write(id="plain", text="Plain?", short="Plain", voice=False)
END = End(id="end")


@pytest.mark.parametrize(
    "text",
    [
        *("ved ikke", "Det ved jeg ikke.", "jeg forstår det ikke", "I don’t know!"),
        *("det ved jeg ik", "Jeg kan ikk finde ud af det", "det er svert"),
    ],
)
def test_who_is_stuck_sees_the_example_and_the_ways_on(text: str) -> None:
    talk = begun(WHO, PLAIN, END)
    (said,) = talk.write(text)
    assert said.text.startswith("Det er helt i orden. Tag dig god tid.")
    assert "Like: Lone." in said.text
    assert {"Hjælp mig i gang", "Spring over", "Brug mine ord som mit svar"} <= set(said.labels())
    assert answers(talk) == {}
    assert talk.texts()[-1] == text


def test_who_is_stuck_again_sees_beginnings_of_a_sentence() -> None:
    talk = begun(WHO, PLAIN, END)
    talk.write("ved ikke")
    (said,) = talk.write("jeg kan ikke finde ud af det")
    assert {"I am …", "I come from …"} <= set(said.labels())
    talk.tap("I am")
    talk.write("Samir")
    assert answers(talk) == {"who": "I am Samir"}


def test_who_asks_what_a_menu_is_hears_what_helps_there() -> None:
    choices = (Choice(key="a", label="A"), Choice(key="b", label="B"))
    talk = begun(Ask(id="menu", text="Menu?", choices=choices, asks_again=True), END)
    (said,) = talk.write("hvad er det?")
    assert said.text == "Tryk på den knap, der passer bedst. Skriv /help, hvis du vil vide mere.\n\nMenu?"


def test_a_question_without_help_is_asked_again() -> None:
    talk = begun(PLAIN, END)
    (said,) = talk.write("aner det ikke")
    assert said.text.endswith("Plain?")


def test_it_can_be_meant_as_the_answer() -> None:
    talk = begun(PLAIN, WHO, END)
    talk.write("ingen")
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk) == {"plain": "ingen"}


@pytest.mark.parametrize("text", ["Er du et menneske?", "hvem er du", "are you a robot"])
def test_who_asks_for_a_human_is_told_the_truth_at_any_question(text: str) -> None:
    choice = Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),))
    for first in (PLAIN, choice):
        talk = begun(first, END)
        (said,) = talk.write(text)
        assert said.text.startswith("Jeg er et program, og intet menneske læser med lige nu.")
        assert "demo@example.org" in said.text
        assert said.text.endswith(first.text)
        assert answers(talk) == {}


def test_a_greeting_gets_the_question_again_and_what_follows_it_is_the_answer() -> None:
    talk = begun(PLAIN, WHO, END)
    said = talk.burst("hej", "jeg kører lastbil")
    assert said[0].text.startswith("Hej. Her er spørgsmålet.")
    assert answers(talk) == {"plain": "jeg kører lastbil"}
    assert stands_at(talk) == ("mine", "who")


def test_a_longer_text_with_these_words_in_it_is_an_answer() -> None:
    talk = begun(PLAIN, WHO, END)
    talk.write("Jeg ved ikke så meget om det, men jeg lærer hurtigt")
    assert answers(talk) == {"plain": "Jeg ved ikke så meget om det, men jeg lærer hurtigt"}


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("hej", "Hej. Her er spørgsmålet."),
        ("tak", "Selv tak. Her er spørgsmålet igen."),
        ("ok", "Jeg er ikke sikker på, hvad du mener. Tryk på en knap."),
        ("Tusind tak!", "Selv tak. Her er spørgsmålet igen."),
        ("nej tak", "Det er helt i orden. Jeg er her, når du vil."),
        ("ikke nu", "Det er helt i orden. Jeg er her, når du vil."),
    ],
)
def test_a_greeting_and_thanks_are_heard_at_a_menu_as_well(text: str, reply: str) -> None:
    choice = Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),))
    talk = begun(choice, END)
    (said,) = talk.write(text)
    assert said.text == f"{reply}\n\nAsk?"
    assert said.labels()[0] == "A"
    assert "Brug mine ord som mit svar" not in said.labels()


def test_a_word_or_two_at_a_menu_may_be_an_answer_of_ones_own() -> None:
    choices = (
        Choice(key="a", label="I get nervous"),
        Choice(key="own", label="Else", goto="own", written=True),
    )
    own = Write(id="own", text="What else?")
    talk = begun(Ask(id="ask", text="Ask?", choices=choices), WHO, own, END)
    (said,) = talk.write("hjemme")
    assert said.text == (
        "Er det dit svar? Så tryk på »Brug mine ord som mit svar«. Ellers tryk på en af de andre.\n\nAsk?"
    )
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk) == {"ask": "own", "own": "hjemme"}


@pytest.mark.parametrize("text", ["vil ikke sige det", "Det er privat.", "spring over", "I'd rather not"])
def test_not_wanting_to_say_is_an_answer_where_a_choice_says_so(text: str) -> None:
    choices = (Choice(key="a", label="A"), Choice(key="rather_not", label="I would not like to tell"))
    talk = begun(Ask(id="ask", text="Ask?", choices=choices), END)
    talk.write(text)
    assert answers(talk) == {"ask": "rather_not"}


def test_not_knowing_is_an_answer_where_a_choice_says_so() -> None:
    choice = Ask(
        id="ask",
        text="Ask?",
        choices=(Choice(key="a", label="A"), Choice(key="unsure", label="I cannot say yet")),
    )
    talk = begun(choice, END)
    talk.write("ved ikke")
    assert answers(talk) == {"ask": "unsure"}


def test_words_that_are_no_button_are_answered_differently_the_second_time() -> None:
    choice = Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),))
    talk = begun(choice, choice_after := Ask(id="then", text="Then?", choices=choice.choices), END)
    first, second = (talk.write(text)[0].text for text in ("blue", "green"))
    assert first.startswith("Det forstod jeg ikke helt.")
    assert second.startswith("Det forstod jeg heller ikke.")
    assert talk.write("red")[0].text.startswith("Vi forstår ikke hinanden lige her")
    assert talk.write("pink")[0].text.startswith("Vi forstår ikke hinanden lige her")
    talk.tap("A")
    assert talk.write("blue")[0].text.startswith("Det forstod jeg ikke helt.")
    assert choice_after.text in talk.last.text


@pytest.mark.parametrize("text", ["spring over", "Spring over!"])
def test_a_question_that_is_needed_says_so_to_who_wants_to_skip_it(text: str) -> None:
    talk = begun(Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),)), END)
    assert talk.write(text)[0].text.startswith(
        "Det her spørgsmål kan jeg ikke undvære. Du kan holde en pause"
    )
    talk.command("menu")
    assert talk.write(text)[0].text.startswith("Det her spørgsmål kan jeg ikke undvære. Vælg det")


@pytest.mark.parametrize("text", ["nej", "Ingenting.", "jeg har ikke noget", "no"])
def test_nothing_to_say_goes_on_where_the_question_may_be_left_open(text: str) -> None:
    talk = begun(WHO, PLAIN, END)
    (said,) = talk.write(text)
    assert said.text == "Det er helt i orden. Vi går videre.\n\nPlain?"
    assert talk.texts()[-1] == text
    assert talk.write(text)[0].text.startswith("Det er helt i orden. Tag dig god tid.")


def test_nothing_to_say_goes_on_at_any_kind_of_question() -> None:
    talk = begun(AskPhone(id="phone", text="Phone?", short="Phone", skippable=True), PLAIN, END)
    assert talk.write("nej")[0].text == "Det er helt i orden. Vi går videre.\n\nPlain?"


@pytest.mark.parametrize("text", ["jeg kan ikke noget", "Jeg er bare en dum idiot", "I am so stupid"])
def test_who_speaks_badly_of_themselves_gets_a_kind_word_and_no_echo(text: str) -> None:
    talk = begun(WHO, PLAIN, END)
    (said,) = talk.write(text)
    assert said.text.startswith("Sådan kan det føles. Det er ikke det hele.")
    assert "Like: Lone." in said.text
    assert answers(talk) == {}
    assert talk.texts()[-1] == text


@pytest.mark.parametrize("text", ["hvem læser det her?", "kan nogen se det", "who can read this?"])
def test_who_asks_who_reads_along_is_told_at_any_question(text: str) -> None:
    choice = Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),))
    for first in (PLAIN, choice):
        talk = begun(first, END)
        (said,) = talk.write(text)
        assert said.text.startswith("Det, du skriver, er gemt til dig hos Demoforeningen.")
        assert said.text.endswith(first.text)
        assert talk.texts()[-1] == text


def test_it_can_be_asked_before_saying_yes() -> None:
    talk = Talk()
    talk.command("start")
    talk.tap("Dansk")
    (said,) = talk.write("hvem kan læse det jeg skriver??")
    assert said.text.startswith("Det, du skriver, beholder jeg kun, hvis du siger ja.")
    assert "Det er i orden" in said.labels()


@pytest.mark.parametrize("text", ["slet alt", "jeg vil have det hele slettet", "delete my data"])
def test_who_wants_to_be_deleted_is_led_there_from_any_question(text: str) -> None:
    choice = Ask(id="ask", text="Ask?", choices=(Choice(key="a", label="A"),))
    for first in (PLAIN, choice):
        talk = begun(first, END)
        (said,) = talk.write(text)
        assert "Skal jeg slette alt om dig?" in said.text
        assert talk.texts()[-1] == text
        talk.write("ja")
        assert "Er du helt sikker?" in talk.last.text
        assert talk.known
        talk.write("ja, slet det nu")
        assert not talk.known
