"""The file of the law on interviews: what is wrong with it is told with file, line and mend."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.engine.text import Words
from bot.flows.content.law import MOST_SENTENCES, SENTENCE_END, packaged, read
from bot.flows.content.reading import BadContent, Source
from tests.talk import every_language

GOOD = """\
as_of = 2026-11-25

[[section]]
id = "illness"
name = "Illness"
text = "They may ask. You must tell."

[[section]]
id = "union"
name = "Union"
text = "That is your own affair."

[[section]]
id = "help"
name = "Help"
text = "Ask your union."
"""


def source(old: str = "", new: str = "") -> Source:
    assert old in GOOD
    return Source("own/law.toml", GOOD.replace(old, new, 1) if old else GOOD)


def test_the_packaged_law_has_its_day_and_ends_with_where_to_get_help() -> None:
    law = packaged()
    assert isinstance(law.as_of, date)
    assert law.sections[-1].id == "help"


def test_nothing_in_it_advises_to_hide_an_illness_that_has_to_be_told() -> None:
    said = {section.id: section.text for section in packaged().sections}
    assert "you must tell them before you are hired" in said["illness"]
    assert "you must still tell them" in said["anyway"]
    assert "has to be true" in said["anyway"]


def test_the_danish_is_no_longer_than_five_sentences_either() -> None:
    danish = every_language().languages["da"]
    said = [danish.say(Words(section.text)) for section in packaged().sections]
    assert max(len(SENTENCE_END.findall(text)) for text in said) <= MOST_SENTENCES


def test_sections_are_read_in_their_order() -> None:
    law = read(source())
    assert law.as_of == date(2026, 11, 25)
    assert [section.id for section in law.sections] == ["illness", "union", "help"]
    assert law.sections[1].text == "That is your own affair."


def test_a_text_may_have_five_sentences_also_with_what_one_can_say_in_them() -> None:
    five = 'They may ask. Say: \\"Why?\\" Say: \\"No.\\" Wait! You must tell.'
    assert read(source("They may ask. You must tell.", five)).sections[0].text.endswith("You must tell.")


WRONG = {
    "no TOML": ('id = "union"', "id = union", "own/law.toml, line 9: it is no TOML: Invalid value."),
    "no day": (
        "as_of = 2026-11-25\n",
        "",
        "own/law.toml, line 1: as_of is no day. "
        "Write the day on which you read the law, like as_of = 2026-11-25.",
    ),
    "a day as text": (
        "2026-11-25",
        '"25 November"',
        "own/law.toml, line 1: as_of is no day. "
        "Write the day on which you read the law, like as_of = 2026-11-25.",
    ),
    "a day with a time": (
        "2026-11-25",
        "2026-11-25T09:00:00",
        "own/law.toml, line 1: as_of is no day. "
        "Write the day on which you read the law, like as_of = 2026-11-25.",
    ),
    "nowhere to get help": (
        'id = "help"',
        'id = "court"',
        "own/law.toml, line 16: there is no section 'help'. Say in one where to get help.",
    ),
    "no tables": (
        GOOD[GOOD.index("[[section]]") :],
        'section = "illness"',
        "own/law.toml, line 3: section is no list of tables. Begin each with [[section]].",
    ),
    "an id twice": (
        'id = "union"',
        'id = "illness"',
        "own/law.toml, line 9: the id 'illness' is there twice. Give each an id of its own.",
    ),
    "an id that is not usable": (
        'id = "union"',
        'id = "Trade union"',
        "own/law.toml, line 9: the id 'Trade union' is not usable. "
        "Use 1-24 of a-z, 0-9 and _, beginning with a letter.",
    ),
    "no name": ('name = "Union"\n', "", 'own/law.toml, line 8: name is no text. Write name = "...".'),
    "an empty text": (
        '"That is your own affair."',
        '" "',
        'own/law.toml, line 11: text is no text. Write text = "...".',
    ),
    "a slip of the finger": (
        "text = ",
        "txt = ",
        "own/law.toml, line 6: nothing reads 'txt'. Take it away, or write one of: id, name, text.",
    ),
    "a key that nothing reads": (
        "as_of = 2026-11-25\n",
        "as_of = 2026-11-25\nread_by = 1\n",
        "own/law.toml, line 2: nothing reads 'read_by'. Take it away, or write one of: as_of, section.",
    ),
    "a lecture": (
        "That is your own affair.",
        "One. Two! Three? Four. Five. Six.",
        "own/law.toml, line 11: the text has 6 sentences. Let there be at most 5, or make two sections of it.",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(BadContent, match=re.escape(message)) as refused:
        read(source(old, new))
    assert str(refused.value).startswith(message)
