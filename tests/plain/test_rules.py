"""Each rule finds what it is for, and lets pass what is plain."""

from __future__ import annotations

import pytest

from bot.words.both import APART
from tests.plain.catalogue import catalogue, owners
from tests.plain.exceptions import Allowed, is_allowed, not_needed
from tests.plain.measured import EASY, MEAN, Place, running
from tests.plain.messages import Message, of_page
from tests.plain.rules import SCREENFUL, SENTENCE, SENTENCE_OF_STAFF, Fault, faults, sentences
from tests.plain.wording import unwanted

PLAIN = "Hej Samir. Hvor meget kan du overskue i dag?"


def broken(text: str, *, to_staff: bool = False) -> set[str]:
    return {fault.rule for fault in faults(text, to_staff=to_staff)}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("length", "Du kan. " * (SCREENFUL // 8 + 1)),
        ("sentence", "nu " * (SENTENCE + 1)),
        ("question", "Hvor er du? Hvad vil du?"),
        ("question", "Hvor er du?\n\nHvad vil du?"),
        ("exclamation", "Godt! Bliv ved!"),
        ("emoji", "🎙 Tal nu. 🔊"),
        ("hard", "Du skal udfylde det."),
        ("hard", "Vedrørende din samtale."),
        ("hard", "Det er i\nforbindelse med dit job."),
        ("hard", "Du får en kontanthjælpsydelse."),
        ("hard", "Skriv f.eks. et ord."),
        ("one", "Klik på knappen."),
        ("foreign", "Your answer er gemt."),
    ],
)
def test_a_text_that_is_not_plain_is_found(rule: str, text: str) -> None:
    assert broken(text) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "Du kan. " * (SCREENFUL // 8),
        "nu " * SENTENCE,
        "Har du en tid? Så skriver jeg der. Hvad vil du nu?",
        "Du kan spørge: »Hvad betyder det?« Hvad vil du nu?",
        "Godt! Du gjorde det.",
        "☐ Ring\n☐ Skriv\n✔ Gå en tur",
        "Det er for eksempel et job, der er ledigt.",
    ],
)
def test_a_plain_text_passes(text: str) -> None:
    assert broken(text) == set()


def test_staff_may_read_the_words_of_their_work_and_a_little_more_in_a_sentence() -> None:
    assert broken("Dine borgere.", to_staff=True) == set()
    assert broken("nu " * SENTENCE_OF_STAFF, to_staff=True) == set()
    assert broken("nu " * (SENTENCE_OF_STAFF + 1), to_staff=True) == {"sentence"}


def test_the_stop_of_a_date_ends_no_sentence() -> None:
    assert sentences("Vi ses 24. november kl. 9. Hej.") == ["Vi ses 24 november kl 9", "Hej."]


def test_headings_and_lists_do_not_make_a_text_look_easier() -> None:
    assert running(["Din aftale\n• Ring\nDu ringer i morgen."]) == "Du ringer i morgen."


def test_a_place_is_too_hard_by_what_it_says_or_by_its_texts() -> None:
    hard = "Beskrivelserne forudsætter uforstyrrede arbejdsbetingelser."
    (said,) = Place("x", False, (hard,), (PLAIN,)).wrong
    (texts,) = Place("x", False, (PLAIN,), (hard,)).wrong
    assert said == texts
    assert said.endswith(f"at most {EASY:.0f}")


def test_a_place_with_long_sentences_only_is_wrong() -> None:
    (wrong,) = Place("x", False, ("nu " * int(MEAN) + "nu.",), ()).wrong
    assert wrong.startswith("mean sentence")


def test_an_exception_holds_for_its_rule_and_its_text() -> None:
    exceptions = [Allowed("hard", ("min stjerne",), "why")]
    assert is_allowed(Fault("hard", ""), "Udfyld min stjerne", exceptions)
    assert not is_allowed(Fault("one", ""), "Udfyld min stjerne", exceptions)
    assert not is_allowed(Fault("hard", ""), "Udfyld dit kort", exceptions)


def test_an_exception_without_a_fault_is_named() -> None:
    exceptions = [Allowed("hard", ("min stjerne", "dit kort"), "why")]
    assert not_needed([(Fault("hard", ""), "Udfyld min stjerne")], exceptions) == ["hard: dit kort"]


def test_messages_are_taken_whole_without_buttons_and_what_people_wrote() -> None:
    page = """# Two people
Language: da
People: Samir, Mette (contact)

▸ jeg kan lave mad

> **Tak.** Det er gemt.
>
> *jeg kan lave mad*
>
> ~▪ Færdig — Done
> ▪ Tilbage — Back~
>
> 🌐 Sprog · Language
>
> [Færdig]

*(on the phone of Mette)*

> Samir har skrevet.

▸ Mette: [Tak]

> Selv tak.

▸ [Færdig]

> Hej hej.
"""
    assert list(of_page("x", page)) == [
        Message("x", False, "Tak. Det er gemt.\n\n…"),
        Message("x", True, "Samir har skrevet."),
        Message("x", True, "Selv tak."),
        Message("x", False, "Hej hej."),
    ]


def test_replays_in_other_languages_are_not_measured() -> None:
    assert list(of_page("x", "# English\n\n▸ /start\n\n> Hello.\n")) == []


def test_what_is_said_after_a_change_to_english_is_not_measured_nor_what_stands_below_the_danish() -> None:
    changed = "> From now on I write in English.\n\n"
    both = f"> Tak. Det er gemt.\n>\n> {APART}\n>\n> Thank you. It is saved.\n"
    page = f"# Both\nLanguage: da\n\n▸ /menu\n\n{changed}{both}"
    assert list(of_page("x", page)) == [Message("x", False, "Tak. Det er gemt.")]


def test_a_file_belongs_to_the_flows_that_use_it_most_directly() -> None:
    assert owners()["_ladder"] == {"plan"}
    assert owners()["elevator_pitch"] == {"elevator_pitch"}
    assert "star" in owners()["content/star"]


def test_every_text_of_the_catalogue_is_measured_but_those_that_only_people_say() -> None:
    texts = {text.text for text in catalogue()}
    assert "Hvad vil du gøre? Du behøver ikke gøre noget." in texts
    assert not any(text.startswith("ved ikke, ") for text in texts)


def test_there_are_hard_words_enough_and_none_is_listed_twice() -> None:
    entries = [entry for each in unwanted() if each.kind == "hard" for entry in each.entries]
    assert len(set(entries)) == len(entries) > 60
