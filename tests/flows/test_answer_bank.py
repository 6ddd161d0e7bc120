"""The answer bank: the state of each answer, which one is practised, and what an interview adds."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk

ABOUT, GAP, FEARED = "Fortæl om dig selv", "Tiden uden job", "Det, jeg frygter mest"


def bank() -> Talk:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    return talk


def questions(talk: Talk) -> list[str]:
    """Every question of the bank as it is shown, page by page."""
    shown: list[str] = []
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Forbered svar")
    while True:
        labels = talk.last.labels()
        shown += [each for each in labels if each[0] in "○✎🎙✔" and each[1] == " "]
        if "Mere …" not in labels:
            return shown
        talk.tap("Mere …")


def state(talk: Talk, question: str) -> str:
    """The mark before a question."""
    return next(each[0] for each in questions(talk) if each[2:] == question)


def find(talk: Talk, question: str) -> None:
    """Tap a question of the bank, on whichever page it stands."""
    questions(talk)
    while not [label for label in talk.last.labels() if label[2:] == question]:
        talk.tap("… De forrige")
    talk.tap(next(label for label in talk.last.labels() if label[2:] == question))


def prepare(talk: Talk, question: str, sure: str, text: str = "Jeg har kørt lastbil i otte år.") -> None:
    find(talk, question)
    if question == FEARED:
        talk.write("Hvorfor har du ikke arbejdet?")
    talk.tap("Spring over")
    talk.write(text)
    talk.tap(sure)
    talk.tap("Færdig med det her")


def test_every_question_is_empty_at_first() -> None:
    shown = questions(bank())
    assert len(shown) == 15
    assert {each[0] for each in shown} == {"○"}


@pytest.mark.parametrize(("sure", "mark"), [("1", "🎙"), ("3", "🎙"), ("4", "✔"), ("5", "✔")])
def test_an_answer_is_ready_when_one_is_quite_sure_of_it(sure: str, mark: str) -> None:
    talk = bank()
    prepare(talk, ABOUT, sure)
    assert state(talk, ABOUT) == mark


def test_a_begun_answer_is_a_draft_and_goes_on_where_it_stands() -> None:
    talk = bank()
    find(talk, GAP)
    talk.write("kort og ærligt")
    assert state(talk, GAP) == "✎"
    find(talk, GAP)
    assert "Sig det nu med dine egne ord" in talk.last.text
    assert talk.answers("interview_answer")["keywords"] == "kort og ærligt"


def practise(talk: Talk, which: str) -> str:
    """The question that is practised."""
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("🎙 Øv et svar")
    talk.tap(which)
    return talk.last.text.splitlines()[1]


def test_practice_makes_an_answer_ready_and_a_bad_day_makes_it_one_to_practise() -> None:
    talk = bank()
    prepare(talk, ABOUT, "2")
    practise(talk, "Det, jeg er mindst sikker på")
    talk.tap("Jeg sagde det for mig selv")
    talk.tap("5")
    assert state(talk, ABOUT) == "✔"
    practise(talk, "Det, jeg er mindst sikker på")
    talk.write("øh")
    talk.tap("1")
    assert state(talk, ABOUT) == "🎙"


def test_the_least_sure_answer_is_found() -> None:
    talk = bank()
    prepare(talk, ABOUT, "4")
    prepare(talk, GAP, "2")
    assert (
        practise(talk, "Det, jeg er mindst sikker på") == "Hvad har du lavet i den tid, du ikke har haft job?"
    )


def test_any_one_is_not_the_same_one_each_time_and_never_the_feared_one() -> None:
    talk = bank()
    for question in (ABOUT, GAP, "Hvorfor lige det job", FEARED):
        prepare(talk, question, "3")
    met = set()
    for _ in range(20):
        met.add(practise(talk, "🎲"))
        talk.wait(minutes=7)
    assert len(met) == 3
    assert "Hvorfor har du ikke arbejdet?" not in met


def test_the_feared_question_is_practised_when_it_is_asked_for() -> None:
    talk = bank()
    prepare(talk, ABOUT, "3")
    prepare(talk, FEARED, "1")
    assert practise(talk, "Det, jeg frygter mest") == "Hvorfor har du ikke arbejdet?"


def test_what_is_said_when_practising_stands_above_what_was_prepared() -> None:
    talk = bank()
    prepare(talk, ABOUT, "3")
    practise(talk, "🎲")
    said = talk.write("Jeg kører godt")[-1].text
    assert said.index("Du sagde:\nJeg kører godt") < said.index(
        "Dit svar fra før:\nJeg har kørt lastbil i otte år."
    )


def test_a_recorded_practice_tells_its_true_seconds_and_is_kept() -> None:
    talk = bank()
    prepare(talk, ABOUT, "3")
    practise(talk, "🎲")
    assert "48 sekunder" in talk.speak(48)[-1].text
    talk.tap("4")
    newest = talk.stored()["versions"][-1]["content"]
    assert (newest["spoken_seconds"], newest["sure_now"], newest["practised"]) == (48, 4, 1)


def test_what_practice_gave_stays_when_the_words_are_changed() -> None:
    talk = bank()
    prepare(talk, ABOUT, "2")
    practise(talk, "🎲")
    talk.tap("Jeg sagde det for mig selv")
    talk.tap("5")
    talk.tap("Ret noget")
    talk.tap("✏ Dit svar")
    talk.write("Jeg har kørt lastbil i ni år.")
    assert state(talk, ABOUT) == "✔"
    find(talk, ABOUT)
    talk.tap("Ret noget")
    talk.tap("✏ Hvor sikker du er")
    talk.tap("1")
    assert state(talk, ABOUT) == "🎙"


def test_an_own_question_stands_in_the_bank_once_it_has_its_words() -> None:
    talk = bank()
    talk.tap("Forbered svar")
    talk.tap("Jeg skriver mit eget")
    assert len(questions(talk)) == 15
    talk.tap("Jeg skriver mit eget")
    talk.write("Har du kørekort?")
    assert questions(talk)[-1] == "✎ Har du kørekort?"


def interviewed(talk: Talk, asked: str) -> None:
    talk.command("menu")
    talk.tap("Øv dig til en jobsamtale")
    talk.tap("Jeg har været til samtale")
    talk.write("Netto")
    talk.write(asked)
    for _ in range(4):
        talk.tap("Spring over")
    talk.tap("Færdig for i dag")


def test_what_they_asked_comes_into_the_bank_once() -> None:
    talk = bank()
    interviewed(talk, "Har du kørekort?\nHvad er din livret?")
    interviewed(talk, "har du kørekort")
    assert questions(talk)[15:] == ["○ Har du kørekort?", "○ Hvad er din livret?"]
    find(talk, "Hvad er din livret?")
    assert talk.last.text.startswith("Hvad er din livret?")
    assert questions(talk)[15:] == ["✎ Hvad er din livret?", "○ Har du kørekort?"]


def test_a_question_that_is_in_the_bank_already_is_not_added() -> None:
    talk = bank()
    interviewed(talk, "Hvad er du god til?")
    assert len(questions(talk)) == 15


def test_what_was_made_before_can_be_opened() -> None:
    talk = bank()
    interviewed(talk, "Har du kørekort?")
    talk.tap("Mere …")
    talk.tap("Det, jeg har lavet før")
    assert "Har du kørekort?" in talk.tap("Efter samtalen: Netto")[-1].text


def test_an_answer_stands_on_paper_with_its_key_words_below_it() -> None:
    talk = bank()
    find(talk, ABOUT)
    talk.write("otte år\nom natten")
    talk.write("Jeg har kørt lastbil i otte år.")
    talk.tap("4")
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("📄 Min jobmappe")
    page = next(message.page for message in reversed(talk.sent) if message.page)
    blocks = [(str(block.heading), block.paragraphs) for block in page.blocks]
    assert blocks[1:] == [
        ("Vil du fortælle lidt om dig selv?", ()),
        ("", ("Jeg har kørt lastbil i otte år.",)),
        ("Stikord", ("otte år\nom natten",)),
    ]


def test_what_is_no_question_stays_out_of_the_bank() -> None:
    talk = bank()
    interviewed(talk, "Har du kørekort?\ndet kan jeg ikke huske")
    assert questions(talk)[15:] == ["○ Har du kørekort?"]


def test_a_question_from_an_interview_that_is_reworded_does_not_come_back_in_its_old_words() -> None:
    talk = bank()
    interviewed(talk, "Har du kørekort?")
    find(talk, "Har du kørekort?")
    talk.tap("Spring over")
    talk.write("Jeg har haft kørekort til bil og lastbil i otte år.")
    talk.tap("4")
    talk.tap("Ret noget")
    talk.tap("✏ Dit eget spørgsmål")
    talk.write("Hvilke kørekort har du?")
    assert questions(talk)[15:] == ["✔ Hvilke kørekort har du?"]


def test_the_feared_question_is_not_doubled_when_they_ask_it() -> None:
    talk = bank()
    prepare(talk, FEARED, "3")
    interviewed(talk, "Hvorfor har du ikke arbejdet?")
    assert len(questions(talk)) == 15


def test_a_copied_answer_stands_beside_its_original() -> None:
    talk = bank()
    prepare(talk, ABOUT, "4")
    talk.command("menu")
    talk.tap("📁 Mine øvelser")
    talk.tap("✔ Vil du fortælle")
    talk.tap("Lav en kopi")
    assert {"✔ Fortæl om dig selv", "✔ Fortæl om dig selv (2)"} <= set(questions(talk))


@pytest.mark.parametrize("which", ["🎲", "Det, jeg er mindst sikker på"])
def test_where_only_the_feared_question_is_ready_it_is_asked_for_first(which: str) -> None:
    talk = bank()
    prepare(talk, FEARED, "1")
    talk.tap("Tilbage")
    talk.tap("🎙 Øv et svar")
    assert talk.tap(which)[-1].text == "Du har kun et svar på det, du frygter. Vil du øve det?"
    talk.tap("Ikke i dag")
    talk.tap(which)
    assert "Hvorfor har du ikke arbejdet?" in talk.tap("Ja, det vil jeg")[-1].text


def test_the_least_sure_is_never_the_feared_one_and_of_two_the_least_practised() -> None:
    talk = bank()
    prepare(talk, ABOUT, "2")
    prepare(talk, GAP, "2")
    prepare(talk, FEARED, "1")
    first = practise(talk, "Det, jeg er mindst sikker på")
    talk.tap("Jeg sagde det for mig selv")
    talk.tap("2")
    second = practise(talk, "Det, jeg er mindst sikker på")
    assert {first, second} == {
        "Vil du fortælle lidt om dig selv?",
        "Hvad har du lavet i den tid, du ikke har haft job?",
    }


@pytest.mark.parametrize("question", [ABOUT, GAP])
def test_the_answer_that_is_chosen_is_practised(question: str) -> None:
    talk = bank()
    prepare(talk, ABOUT, "3")
    prepare(talk, GAP, "3")
    talk.command("menu")
    for label in ("Øv dig til en jobsamtale", "🎙 Øv et svar", "Jeg vælger selv"):
        talk.tap(label)
    said = talk.tap(f"🎙 {question}")[-1].text
    assert ("fortælle lidt om dig selv" in said) == (question == ABOUT)


def test_nothing_to_read_is_no_answer_when_practising() -> None:
    talk = bank()
    prepare(talk, ABOUT, "3")
    practise(talk, "🎲")
    assert talk.write("\u200b\u200b")[-1].text.startswith("Skriv det gerne med ord")
