"""Very many texts that go on with one another: one answer holds so many, the rest is kept by itself, and no turn does
more than the one before.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from bot.bounds import JOINED_CHARACTERS, JOINED_TEXTS
from bot.chat import turn as turns
from bot.coaching.seams import covered
from bot.engine.inputs import Tapped, Typed
from bot.engine.steps import Ask, Choice, End, Write
from tests.documented import undocumented
from tests.engine.stage import answers, begun, focus, newcomer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.talk import Talk

ONE = Write(id="one", text="One?", short="The first thing")
TWO = Write(id="two", text="Two?", short="The second thing")
CHOICES = (Choice(key="inside", label="Inside"), Choice(key="outside", label="Outside"))
WHERE = Ask(id="where", text="Where?", short="Where", choices=CHOICES)
END = End(id="end")

LONG = "ord " * 1_015  # nearly the longest text that Telegram carries
FULL = "Det sidste var der ikke plads til i ét svar. Jeg har gemt det for sig."
MANY = 40


def hear(talk: Talk, text: str) -> int:
    """A text that comes in while nothing is delivered; its message."""
    talk._message += 1
    talk._turn(Typed(text, talk.own_message))
    return talk.own_message


def unplaced(talk: Talk) -> list[str]:
    return [each["content"]["parts"][0][1] for each in talk.stored()["unplaced"]]


def bytes_recorded(talk: Talk) -> int:
    """The size of all that was ever recorded of what somebody wrote."""
    stored = talk.stored()
    rows = [answer for exercise in stored["exercises"] for answer in exercise["answers"]]
    return sum(len(json.dumps(row["content"])) for row in rows + stored["unplaced"])


def growth(sizes: list[int]) -> list[int]:
    return [after - before for before, after in pairwise(sizes)]


@pytest.mark.parametrize("text", [LONG, "og så en tur til"], ids=["long", "short"])
def test_what_is_recorded_for_one_more_text_does_not_grow(text: str) -> None:
    talk = begun(ONE, TWO, END)
    sizes = []
    for _ in range(MANY):
        hear(talk, text)
        sizes.append(bytes_recorded(talk))
    assert max(growth(sizes)) < 3 * JOINED_CHARACTERS  # it stands in the value, and in the parts
    assert max(growth(sizes)[-15:]) < 3 * len(text) + 200


@pytest.mark.parametrize("place", [ONE, WHERE], ids=["words", "choices"])
def test_nor_does_what_is_searched_for_cpr_numbers_or_kept_of_the_session(
    place: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where there is no answer before that the texts could join."""
    searched: list[int] = []

    def counting(texts: Sequence[str]) -> list[str]:
        searched.append(sum(map(len, texts)))
        return covered(texts)

    monkeypatch.setattr(turns, "covered", counting)
    talk = newcomer(place, TWO, END)
    button = next(data for label, data in talk.last.buttons if label == "Mine")
    talk._turn(Tapped(button, talk.last.id))
    work, sizes = [], []
    for _ in range(MANY):
        searched.clear()
        hear(talk, LONG)
        work.append(sum(searched))
        sizes.append(len(json.dumps(focus(talk).to_json())))
    assert max(work) <= 4 * (JOINED_CHARACTERS + len(LONG))
    assert sizes[-1] <= 5 * (JOINED_CHARACTERS + len(LONG))


def test_a_burst_of_ten_texts_is_one_answer_as_ever() -> None:
    talk = begun(ONE, TWO, END)
    texts = [f"det var den {number}. dag" for number in range(10)]
    talk.burst(*texts)
    assert answers(talk) == {"one": "\n".join(texts)}
    assert "dine 9 beskeder" in talk.last.text
    assert FULL not in talk.last.text
    assert unplaced(talk) == []


def test_what_one_answer_does_not_hold_is_kept_by_itself_and_it_is_said() -> None:
    talk = begun(ONE, TWO, END)
    texts = [f"det var den {number}. dag" for number in range(JOINED_TEXTS + 2)]
    talk.burst(*texts)
    assert answers(talk) == {"one": "\n".join(texts[:JOINED_TEXTS])}
    assert unplaced(talk) == texts[JOINED_TEXTS:]
    assert f"dine {JOINED_TEXTS - 1} beskeder" in talk.last.text
    assert FULL in talk.last.text
    assert talk.last.labels() == ["Det er fint", "Det er to svar"]
    assert undocumented(talk.stored()) == []


def test_a_short_text_does_not_slip_in_behind_a_long_one_that_had_no_room() -> None:
    talk = begun(ONE, TWO, END)
    talk.burst(*[LONG] * 5, "kort")
    assert answers(talk) == {"one": "\n".join([LONG] * 4)}
    assert unplaced(talk) == [LONG, "kort"]


def test_what_was_joined_can_still_be_split_off_and_the_rest_stays_aside() -> None:
    talk = begun(ONE, TWO, END)
    texts = [f"det var den {number}. dag" for number in range(JOINED_TEXTS + 1)]
    talk.burst(*texts)
    talk.tap("Det er to svar")
    assert answers(talk) == {"one": texts[0], "two": "\n".join(texts[1:JOINED_TEXTS])}
    assert unplaced(talk) == texts[JOINED_TEXTS:]


def test_after_a_full_answer_the_next_text_is_kept_and_can_be_the_next_answer() -> None:
    talk = begun(ONE, TWO, END)
    talk.burst(*["og en tur"] * JOINED_TEXTS)
    talk.tap("Det er fint")
    talk.write("og jeg er rolig")
    assert answers(talk) == {"one": "\n".join(["og en tur"] * JOINED_TEXTS)}
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk)["two"] == "og jeg er rolig"


def test_an_edit_makes_a_joined_answer_no_longer_than_it_may_be() -> None:
    talk = begun(ONE, TWO, END)
    first = talk.own_message + 1
    talk.burst(*["kort"] * JOINED_TEXTS)
    for message in range(first, first + JOINED_TEXTS):
        talk.edit(message, LONG)
    assert "Dit gamle svar gælder stadig." in talk.last.text
    assert answers(talk)["one"] == "\n".join([LONG] * 4 + ["kort"] * (JOINED_TEXTS - 4))
    assert unplaced(talk) == [LONG] * (JOINED_TEXTS - 4)
    talk.edit(first + JOINED_TEXTS - 1, "kort igen")
    assert answers(talk)["one"].endswith("kort igen")


def test_a_text_kept_aside_that_an_edit_makes_too_long_is_not_used_with_its_old_words() -> None:
    talk = newcomer(ONE, TWO, END)
    button = next(data for label, data in talk.last.buttons if label == "Mine")
    talk._turn(Tapped(button, talk.last.id))  # nothing has been answered yet that the texts could join
    first = talk.own_message + 1
    talk.burst(*[LONG] * 4, "kort")
    talk.edit(first + 4, LONG)
    talk.tap("Brug mine ord som mit svar")
    assert answers(talk)["one"] == "\n".join([LONG] * 4)
    assert unplaced(talk) == [LONG]


def test_what_is_asked_about_after_a_sigh_begins_anew_where_one_answer_is_full() -> None:
    talk = begun(ONE, TWO, END, language="en")
    talk.write("I can't do this anymore")
    texts = [f"that was day {number} of the trip" for number in range(JOINED_TEXTS + 2)]
    for text in texts:
        talk.write(text)
    talk.tap("Yes, use it as my answer")
    assert answers(talk) == {"one": "\n".join(texts[JOINED_TEXTS:])}
    assert unplaced(talk)[-JOINED_TEXTS:] == texts[:JOINED_TEXTS]
