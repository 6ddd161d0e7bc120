"""The catalogues follow the code, and nothing wrong in them gets past the check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from bot.words import LOCALES, Catalogues
from bot.words.catalogues import po_file
from bot.words.tooling import check, extract
from bot.words.tooling.content import texts_of
from bot.words.tooling.sources import find
from tests.words.conftest import ARABIC_FORMS, TWO_FORMS, add_language

if TYPE_CHECKING:
    from pathlib import Path

CODE = '''
"""A flow."""

YES = N_("Yes")
# Translators: said when the person has finished.
DONE = N_("Well <b>done</b>, {name}.")
labels = (N_("Later"), N_("Not now"))
# Translators: button
AHEAD = (("0", N_("Today")),)


def say(n):
    buttons = ((f"@edit_{n}", Words(YES)), ("@on", Words(N_("Go on"))))
    return Words(N_("{n} answer"), {"n": n, "more": Words(N_("More"))}, plural=N_("{n} answers"))


STEPS = (
    Ask(
        text=N_(
            # Translators: the first question.
            # It is asked of everyone.
            "How do you "
            "feel?"
        ),
        choices=(Choice(key="calm", label=N_("Calm")),),
        starters=(N_("I am good at …"),),
    ),
    Tell(id="spoke", text=N_("{n} second."), plural=N_("{n} seconds."), count="spoken"),
    Words(step.text, {}, plural=step.plural),
    Option("a", Words(N_("First"))),
    Toast(Words("Saved")),
    Words("{text}", {}),
    Words("–"),
    Words(variable),
)
'''

DANISH = {
    "Yes": "Ja",
    "Well <b>done</b>, {name}.": "Godt <b>klaret</b>, {name}.",
    "Later": "Senere",
    "Not now": "Ikke nu",
    "Today": "I dag",
    "Go on": "Videre",
    "More": "Mere",
    "How do you feel?": "Hvordan har du det?",
    "Calm": "Rolig",
    "I am good at …": "Jeg er god til …",
    "First": "Først",
    "Saved": "Gemt",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one file of code, and Danish translated."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "flow.py").write_text(CODE)
    for code in ("en", "da"):
        add_language(tmp_path / "locales", code, "", TWO_FORMS)
    extract(tmp_path)
    for english, danish in DANISH.items():
        translate(tmp_path, english, danish)
    empty = 'msgstr[0] ""\nmsgstr[1] ""'
    replace(tmp_path, f'answers"\n{empty}', 'answers"\nmsgstr[0] "{n} svar"\nmsgstr[1] "{n} svar i alt"')
    replace(tmp_path, f'seconds."\n{empty}', 'seconds."\nmsgstr[0] "{n} sekund."\nmsgstr[1] "{n} sekunder."')
    return tmp_path


def danish(root: Path) -> Path:
    return po_file(root / "locales" / "da")


def replace(root: Path, old: str, new: str, path: Path | None = None) -> None:
    """Change a file (the Danish catalogue) as a translator or programmer would."""
    file = path or danish(root)
    content = file.read_text("utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), "utf-8")


def translate(root: Path, english: str, text: str, old: str = "") -> None:
    replace(root, f'msgid "{english}"\nmsgstr "{old}"', f'msgid "{english}"\nmsgstr "{text}"')


def problems(root: Path) -> list[str]:
    return [str(problem) for problem in check(root)]


def test_texts_are_found_with_their_plurals_notes_and_uses(root: Path) -> None:
    texts = find(root).texts
    assert texts.keys() == {*DANISH, "{n} answer", "{n} second."}
    assert texts["{n} answer"].plural == "{n} answers"
    assert texts["{n} second."].plural == "{n} seconds."
    assert texts["Well <b>done</b>, {name}."].notes == ("said when the person has finished.",)
    assert texts["How do you feel?"].notes == ("the first question. It is asked of everyone.",)
    assert texts["Today"].notes == ()
    assert {each.id for each in texts.values() if each.uses == {"button"}} == {
        "Yes",
        "Later",
        "Not now",
        "Today",
        "Go on",
        "Calm",
        "I am good at …",
        "First",
    }
    assert texts["Saved"].uses == {"toast"}


def test_the_same_text_in_two_files_is_one(root: Path) -> None:
    (root / "bot" / "other.py").write_text('# Translators: in a list.\nA = N_("Go on")\n')
    text = find(root).texts["Go on"]
    assert text.files == ("bot/flow.py", "bot/other.py")
    assert text.notes == ("in a list.",)
    assert text.uses == {"button"}


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ('N_(f"Hi {name}")', "line 1 marks something that is not one plain string"),
        ('N_("a" + name)', "line 1 marks something that is not one plain string"),
        ("N_()", "line 1 marks something that is not one plain string"),
        ('Words(N_("a"), {}, plural=many)', "line 1 marks something that is not one plain string"),
        (
            'Words(N_("{n} answer"), {}, plural=N_("{n} replies"))',
            "has two plurals: '{n} answers' in bot/flow.py",
        ),
    ],
)
def test_a_text_that_cannot_be_taken_is_reported_and_nothing_is_written(
    root: Path, code: str, what: str
) -> None:
    (root / "bot" / "wrong.py").write_text(code)
    before = danish(root).read_bytes()
    changes, found = extract(root)
    assert changes == []
    assert [what in str(problem) and "bot/wrong.py" in str(problem) for problem in found] == [True]
    assert danish(root).read_bytes() == before
    assert any(what in problem for problem in problems(root))


def test_catalogues_are_written_alike_every_time(root: Path) -> None:
    before = {path: path.read_bytes() for path in (root / "locales").rglob("*.po")}
    changes, _ = extract(root)
    assert {path: path.read_bytes() for path in before} == before
    assert [str(change) for change in changes] == ["da: 0 new, 0 gone", "en: 0 new, 0 gone"]


def test_lines_that_move_change_no_catalogue(root: Path) -> None:
    before = danish(root).read_bytes()
    replace(root, '"""A flow."""', '"""A flow."""\n\n\n\n', root / "bot" / "flow.py")
    extract(root)
    assert danish(root).read_bytes() == before


def test_a_catalogue_has_no_dates_or_line_numbers_and_keeps_the_order_of_the_code(root: Path) -> None:
    content = danish(root).read_text("utf-8")
    assert "Date" not in content
    assert "flow.py:" not in content
    with danish(root).open("rb") as file:
        ids = [message.id for message in read_po(file) if message.id]
    assert ids[:3] == ["Yes", "Well <b>done</b>, {name}.", "Later"]


def test_a_new_text_is_added_and_one_that_left_is_reported_with_its_translation(root: Path) -> None:
    replace(root, 'N_("Later")', 'N_("Some day")', root / "bot" / "flow.py")
    changes, _ = extract(root)
    assert str(changes[0]) == "da: 1 new, 1 gone\n  + 'Some day'\n  - 'Later': 'Senere'"
    assert 'msgid "Not now"\nmsgstr "Ikke nu"' in danish(root).read_text("utf-8")
    assert "Senere" not in danish(root).read_text("utf-8")


def test_what_translators_add_is_kept(root: Path) -> None:
    replace(
        root,
        '#. button\n#: bot/flow.py\nmsgid "Later"',
        '# ask Mette\n#: bot/flow.py\n#, fuzzy\nmsgid "Later"',
    )
    extract(root)
    assert '# ask Mette\n#. button\n#: bot/flow.py\n#, fuzzy\nmsgid "Later"' in danish(root).read_text(
        "utf-8"
    )


def test_a_text_that_gets_a_plural_keeps_its_translation_and_asks_for_the_rest(root: Path) -> None:
    replace(
        root,
        'Words(N_("More"))',
        'Words(N_("More"), {"n": n}, plural=N_("Many more"))',
        root / "bot" / "flow.py",
    )
    assert any("has another plural in the code. Run: make strings" in problem for problem in problems(root))
    extract(root)
    assert 'msgstr[0] "Mere"\nmsgstr[1] ""' in danish(root).read_text("utf-8")


def test_a_language_starts_from_its_traits_alone(root: Path) -> None:
    add_language(root / "locales", "ar", "", ARABIC_FORMS, locale="ar")
    po_file(root / "locales" / "ar").unlink()
    extract(root)
    content = po_file(root / "locales" / "ar").read_text("utf-8")
    assert "nplurals=6" in content
    assert 'msgstr[5] ""' in content
    assert list(Catalogues.load(root / "locales").languages) == ["da", "en"]


def test_complete_catalogues_have_no_problem_and_are_offered(root: Path) -> None:
    assert problems(root) == []
    assert list(Catalogues.load(root / "locales").languages) == ["da", "en"]


@pytest.mark.parametrize(
    ("english", "text", "what"),
    [
        ("Later", "", "has no translation, or not for every plural form"),
        ("Well <b>done</b>, {name}.", "Godt <b>klaret</b>.", "lacks {name}"),
        (
            "Well <b>done</b>, {name}.",
            "Godt <b>klaret</b>, {navn}.",
            "has {navn}, which the English does not",
        ),
        ("Well <b>done</b>, {name}.", "Godt <b>klaret</b>, { name}, {name}.", "has '{' that is neither"),
        ("Well <b>done</b>, {name}.", "Godt klaret, {name}.", "has other tags than the English"),
        ("Well <b>done</b>, {name}.", "Godt <i>klaret</i>, {name}.", "has other tags than the English"),
        ("Well <b>done</b>, {name}.", "Godt <b>klaret, {name}.", "does not close bold"),
        ("Well <b>done</b>, {name}.", "Godt </b>klaret<b>, {name}.", "closes bold where it is not"),
        ("Well <b>done</b>, {name}.", "<b>Godt <i>a</b></i>, {name}.", "closes bold where it is not"),
        ("Well <b>done</b>, {name}.", "Godt <strong>klaret</strong>, {name}.", "has '<s' that is neither"),
        ("Well <b>done</b>, {name}.", "Godt <b>klaret</b> &amp; {name}.", "has '&amp;' that is neither"),
        ("Well <b>done</b>, {name}.", "<code><b>a</b></code>, {name}.", "nests bold where Telegram"),
        ("Well <b>done</b>, {name}.", "<b><code>a</code></b>, {name}.", "nests code where Telegram"),
        (
            "Well <b>done</b>, {name}.",
            " Godt <b>klaret</b>, {name}.",
            "begins or ends with other white space",
        ),
        ("Well <b>done</b>, {name}.", "<b>a</b>, {name}" + "x" * 4096, "more than the 4096 of one message"),
        ("Later", "x" * 31, "is 31 characters long as a button, more than 30"),
        ("Later", "Senere\\ni dag", "is a button and has tags or more than one line"),
        ("Later", "<b>Senere</b>", "is a button and has tags or more than one line"),
        ("Saved", "x" * 201, "is 201 characters long as a toast, more than 200"),
    ],
)
def test_a_wrong_translation_is_found(root: Path, english: str, text: str, what: str) -> None:
    translate(root, english, text, DANISH[english])
    found = problems(root)
    assert any(what in problem for problem in found), found
    assert all(problem.startswith("locales/da/LC_MESSAGES/jobstjernen.po: ") for problem in found)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('msgid "Later"', '#, fuzzy\nmsgid "Later"', "'Later': is fuzzy"),
        ('msgstr[1] "{n} svar i alt"', 'msgstr[1] ""', "'{n} answer': has no translation, or not for every"),
        ('msgstr[1] "{n} svar i alt"', 'msgstr[1] "{x} svar"', "has {x}, which the English does not"),
        (
            'msgid "Later"',
            '#~ msgid "Old"\n#~ msgstr "Gammel"\n\nmsgid "Later"',
            "'Old': is here and not in the code",
        ),
        (
            'msgid "Later"',
            'msgid "Old"\nmsgstr "Gammel"\n\nmsgid "Later"',
            "'Old': is here and not in the code",
        ),
        ('msgid "Later"', 'msgid "Latter"', "'Later': is in the code and not here. Run: make strings."),
        ('msgid "Later"', "what?\n", "is not a catalogue"),
    ],
)
def test_a_catalogue_that_is_not_in_step_is_found(root: Path, old: str, new: str, what: str) -> None:
    replace(root, old, new)
    assert any(what in problem for problem in problems(root)), problems(root)


def test_a_form_for_one_may_leave_out_the_number(root: Path) -> None:
    replace(root, 'msgstr[0] "{n} svar"', 'msgstr[0] "ét svar"')
    assert problems(root) == []


def test_an_english_text_is_checked_in_the_code(root: Path) -> None:
    replace(root, 'N_("Go on")', f'N_("{"Go on " * 6}<b>")', root / "bot" / "flow.py")
    extract(root)
    found = [problem for problem in problems(root) if problem.startswith("bot/flow.py")]
    assert len(found) == 3


def test_a_language_lacking_a_list_of_words_is_found(root: Path) -> None:
    traits = root / "locales" / "da" / "language.toml"
    replace(root, "clock = ", "klokken = ", traits)
    assert problems(root) == [
        "locales/da/language.toml: 'clock': is missing from [times]. Add it as English has it."
    ]
    traits.write_text("name = ")
    assert "locales/da/language.toml: is not TOML" in problems(root)[0]


def test_the_traits_of_the_product_are_complete() -> None:
    assert [str(each) for each in check(LOCALES.parent) if each.file.endswith(".toml")] == []


def test_the_texts_of_content_files_are_found_and_ids_are_none(root: Path) -> None:
    folder = root / "bot" / "flows" / "content"
    folder.mkdir(parents=True)
    (folder / "list.toml").write_text(
        'words = ["Hard", "Easy"]\ncount = 1\n[[axis]]\nid = "home"\nname = "Home"\nquestion = "Go on"\n'
    )
    texts = texts_of(root).texts
    assert texts.keys() == {*find(root).texts, "Hard", "Easy", "Home"}
    assert texts["Hard"].uses == texts["Home"].uses == {"button"}
    assert texts["Go on"].files == ("bot/flow.py", "bot/flows/content/list.toml")


@pytest.mark.parametrize(
    ("entry", "table"),
    [
        ("weekly", "days"),
        ("after_hour", "times"),
        ("negated", "words"),
        ("guesses", "words"),
        ("spellings", "words"),
    ],
)
def test_a_language_lacking_any_entry_of_english_is_found(root: Path, entry: str, table: str) -> None:
    replace(root, f"\n{entry} = ", f"\nno_{entry} = ", root / "locales" / "da" / "language.toml")
    assert problems(root) == [
        f"locales/da/language.toml: '{entry}': is missing from [{table}]. Add it as English has it."
    ]


@pytest.mark.parametrize("table", ["weekdays", "months", "weekly"])
def test_a_day_or_month_that_there_is_not_is_found(root: Path, table: str) -> None:
    replace(
        root,
        f"\n{table} = {{}}",
        f'\n{table} = {{ 13 = ["fredag"] }}',
        root / "locales" / "da" / "language.toml",
    )
    assert "has words that cannot be used (ValueError: expected a number from 1 to" in problems(root)[0]
