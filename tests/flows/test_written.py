"""One thing on each line, as people write lists on a phone."""

import pytest

from bot.flows._written import lines_of


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Har du kørekort?", ("Har du kørekort?",)),
        (
            "- Har du kørekort?\n•  Hvornår kan du?\n* Hvorfor os?",
            ("Har du kørekort?", "Hvornår kan du?", "Hvorfor os?"),
        ),
        ("1. Først\n2) Så\n10. Til sidst", ("Først", "Så", "Til sidst")),
        ("\n  \n?\n…\nhej\n", ("hej",)),
        ("7.30 står jeg op\n2-3 timer om ugen", ("7.30 står jeg op", "2-3 timer om ugen")),
        ("هل لديك رخصة؟", ("هل لديك رخصة؟",)),
    ],
)
def test_marks_of_a_list_and_empty_lines_are_left_out(text: str, things: tuple[str, ...]) -> None:
    assert lines_of(text) == things
