"""What is spoken of a message: phrases, pauses, numbers, and words in other letters."""

from __future__ import annotations

import pytest

from bot.voice import speaking
from bot.voice.speaking import EASY_PIECE, LONGEST_PHRASE, LONGEST_PIECE, pieces
from bot.voice.speech import Part
from bot.voice.voices import EMBEDDED
from bot.voice.wording import DIGITS


def spoken(text: str, language: str = "da") -> list[tuple[str, str]]:
    found = pieces([Part(language, text)], EMBEDDED)
    return [(phrase.language, phrase.text) for piece in found for phrase in piece]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Spørgsmål 2 af 4", "Spørgsmål 2 af 4"),
        ("Kl. 10", "klokken 10"),
        ("mandag kl. 9.05", "mandag klokken 9 0 5"),
        ("kl. 10.30-12.00", "klokken 10 30 til 12"),
        ("kl. 25.30", "klokken 25.30"),
        ("CPR-nummer", "CPR-nummer"),
        ("Ring til 70 201 201.", "Ring til 7 0, 2 0 1, 2 0 1."),
        ("Ring 12 34 56 78", "Ring 1 2, 3 4, 5 6, 7 8"),
        ("Tlf. 70201201", "telefon 7 0, 2 0, 1 2, 0 1"),
        ("+45 70 20 12 01", "+4 5, 7 0, 2 0, 1 2, 0 1"),
        ("Ring 112.", "Ring 1 1 2."),
        ("112 kr. og 1.112,50 kr.", "1 1 2 kroner og 1.112,50 kroner"),
        ("Det koster 12.500 kr.", "Det koster 12.500 kroner"),
        ("26.11.2026", "26.11.2026"),
        ("Truck, lager osv.", "Truck, lager og så videre,"),
        ("og/eller 2/4", "og eller 2, 4"),
        ("Skriv /mydata", "Skriv mydata"),
        ("Se https://job.dk/a/b?c=1 nu", "Se job.dk nu"),
        ("👋🏽 Hej, Samir! 🎙️", "Hej, Samir!"),
        ("Færdig · 3 af 8", "Færdig, 3 af 8"),
        ("»Hej« og \u2068Elena\u2069 <b>", "Hej og Elena b"),
        ("A" * 100, "AAA"),
        ("x" + "\u0301" * 50, "x\u0301\u0301"),
        ("1" * 14, "1 1, 1 1, 1 1, 1 1, 1 1, 1 1, 1 1"),
        ("1️⃣ Hvem ½", "1 Hvem ½"),
        ("Ǎna Ȟasso ﬁn ڏ", "Ana Hasso fn"),
        ("Nul\x00tegn\ud800", "Nul tegn"),
    ],
)
def test_danish_is_said_as_it_is_read(written: str, said: str) -> None:
    assert spoken(written) == [("da", said)]


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "10:30-12:00, approx. 5", "10 30 to 12, approximately 5"),
        ("en", "3.50", "3.50"),
        ("uk", "о 10:30", "о 10 30"),
        ("fa", "ساعت ۱۰:۳۰ می\u200cروم", "ساعت 10 30 می\u200cروم"),
        ("ar", "سؤال ٢ من ٤", "سؤال 2 من 4"),
        ("ku", "10-12", "10, 12"),
        ("pl", "Po 7 tyg. kursu", "Po 7 tygodni kursu"),
        ("pl", "poniedziałek, godz. 9", "poniedziałek, godzina 9"),
        ("pl", "o godz. 9", "o godzinie 9"),
        ("pl", "około 40 s", "około 40 sekund"),
        ("pl", "McDonald's", "McDonald's"),
        ("uk", "за 8 тиж. і ще раз за 7 дн. Щойно", "за 8 тижнів і ще раз за 7 днів Щойно"),
        ("en", "about 40 s", "about 40 seconds"),
        ("tr", "Sn. Demir", "Sn. Demir"),
        ("uk", "близько 40 с", "близько 40 секунд"),
        ("tr", "yaklaşık 40 sn", "yaklaşık 40 saniye"),
        ("ku", "nêzî 40 sn", "nêzî 40 saniye"),
        ("da", "cirka 40 sek.", "cirka 40 sekunder"),
        ("ar", "مـــرحبا", "مرحبا"),
    ],
)
def test_other_languages_have_their_own_ways(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == [(language, said)]


def test_lines_and_bullets_become_phrases_with_pauses() -> None:
    (piece,) = pieces([Part("da", "Husk:\n• pas\n– CV\n\n1. Hvem?"), Part("en", "Who?")], EMBEDDED)
    assert [each.text for each in piece] == ["Husk:", "pas", "CV", "1. Hvem?", "Who?"]
    pauses = [each.pause for each in piece]
    assert pauses[0] == pauses[1] < pauses[2] < pauses[3]


def test_words_in_other_letters_are_read_by_who_knows_them() -> None:
    assert spoken("اعمل في Netto الآن 12", "ar") == [("ar", "اعمل في"), ("da", "Netto"), ("ar", "الآن 12")]
    assert spoken("Hej أحمد, ring") == [("da", "Hej"), ("ar", "أحمد,"), ("da", "ring")]
    assert spoken("Я працюю в Netto 24", "uk")[1:] == [("da", "Netto"), ("uk", "24")]
    assert spoken("በ Netto", "ti")[-1] == ("da", "Netto")


def test_a_language_of_the_message_reads_its_own_letters() -> None:
    (piece,) = pieces([Part("da", "Hej مریم"), Part("fa", "سلام Samir")], EMBEDDED)
    assert [each.language for each in piece] == ["da", "fa", "fa", "da"]
    (piece,) = pieces([Part("ar", "مرحبا Anna"), Part("pl", "Cześć")], EMBEDDED)
    assert [each.language for each in piece] == ["ar", "pl", "pl"]


def test_letters_that_nobody_reads_are_passed_over() -> None:
    assert spoken("Hej 漢字 Δέλτα du") == [("da", "Hej du")]
    assert pieces([Part("da", "Hej أحمد")], {"da"})[0][0].text.strip() == "Hej"


MANY = "mange tal"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("7" * 2_000, MANY),
        ("Konto 1234 5678901234, IBAN DK50 0040 0440 1162 43", None),
        ("Nr. " + "12" * 16, f"nummer {MANY}"),
        ("12 " * 700, MANY),
        ("1.2." * 500, MANY),
    ],
)
def test_a_number_without_end_is_only_mentioned(written: str, said: str | None) -> None:
    """A thousand digits would be ten minutes to hear. An account number is read whole."""
    heard = " ".join(text for _, text in spoken(written)).strip(" .")
    assert heard == said if said else MANY not in heard


def test_of_many_numbers_the_first_are_read_whole_and_no_word_is_lost() -> None:
    text = "\n".join(f"Ring til mig på {10_000_000 + number}, tak" for number in range(50))
    heard = [text for _, text in spoken(text)]
    assert sum(map(str.isdigit, "".join(heard))) == DIGITS // 8 * 8
    assert heard[DIGITS // 8] == f"Ring til mig på {MANY}, tak"
    assert heard[-1] == "Ring til mig på , tak"
    assert sum(line.count("Ring til mig") for line in heard) == 50


@pytest.mark.parametrize("language", sorted(EMBEDDED))
def test_every_voice_can_say_that_there_are_many(language: str) -> None:
    said = spoken("7" * 2_000, language)
    assert [who for who, _ in said] == [language]
    assert not any(map(str.isdigit, said[0][1]))


def test_of_a_word_without_end_only_the_beginning_is_read() -> None:
    heard = " ".join(text for _, text in spoken("abcdefghij" * 200 + " slut"))
    assert heard == " ".join(["abcdefghij" * 4] * 2) + " slut"


def test_a_text_of_more_than_half_a_minute_is_heard_in_parts_that_begin_with_a_paragraph() -> None:
    """Consent to questions about health took 80 seconds at a stretch; a part can be heard once more."""
    paragraphs = [
        "Det her handler om dit helbred. " * 6,
        "Dine svar hjælper dig selv. " * 8,
        "Må jeg spørge?",
    ]
    found = pieces([Part("da", "\n\n".join(paragraphs))], EMBEDDED)
    assert [sum(len(each.text) for each in piece) <= EASY_PIECE for piece in found] == [True, True]
    assert found[1][0].text.startswith("Dine svar")
    assert found[1][-1].text == "Må jeg spørge?"


def test_lines_that_are_parts_of_their_own_are_kept_together_up_to_half_a_minute() -> None:
    """As they come from a message: each line by itself, with an empty one between paragraphs."""
    lines = [Part("da", "Det her er en linje om helbred.") for _ in range(EASY_PIECE // 32 * 2)]
    found = pieces(lines, EMBEDDED)
    assert len(found) > 1
    assert all(sum(len(each.text) for each in piece) > EASY_PIECE / 2 for piece in found[:-1])


def test_a_long_text_is_divided_between_sentences_and_words() -> None:
    text = "Det er en sætning, som er nogenlunde lang. " * 20 + "ord " * 400 + "x" * 5_000
    found = pieces([Part("da", text)], EMBEDDED)
    phrases = [phrase.text for piece in found for phrase in piece]
    assert max(map(len, phrases)) <= LONGEST_PHRASE
    assert max(sum(len(each.text) for each in piece) for piece in found) <= LONGEST_PIECE
    assert " ".join(phrases[:3]).count("lang.") == 20 - " ".join(phrases[3:]).count("lang.")
    assert sum(each.split().count("ord") for each in phrases) == 400
    assert all(piece[-1].pause == speaking.AT_THE_END for piece in found)
