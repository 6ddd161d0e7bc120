"""How well the advice hits real answers. `pytest -rP tests/coaching/test_answers.py` shows the measures.

The rules were made with answers/tuned_* in view. Those in answers/held_out_* were written and labelled by somebody who
had not seen the rules: only they measure.
"""

from __future__ import annotations

import sys

import pytest

from tests.coaching.answered import Answered, answered, score

LEAST = {"tuned_da": 100, "tuned_en": 60}
HELD_OUT = {"held_out_da": 90, "held_out_en": 40}
TUNED = [each for name in LEAST for each in answered(name)]
RECALL = 0.85
"""On the tuned answers, whose rules were made for them."""
PRECISION = 0.9
"""On those that were held out: advice that is wrong is worse than none."""


@pytest.mark.parametrize("each", TUNED, ids=lambda each: each.text[:40])
def test_no_advice_is_wrong(each: Answered) -> None:
    assert set(each.advice) <= each.right


@pytest.mark.parametrize("each", TUNED, ids=lambda each: each.text[:40])
def test_no_praise_is_wrong(each: Answered) -> None:
    assert [phrase for phrase in each.praise if not each.is_good(phrase)] == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_most_texts_that_need_advice_get_some(name: str, least: int) -> None:
    answers = answered(name)
    measured = score(answers)
    sys.stdout.write(f"{name}: {measured}")
    assert len(answers) >= least
    assert measured.recall >= RECALL, str(measured)


@pytest.mark.parametrize(("name", "count"), HELD_OUT.items())
def test_advice_on_answers_that_were_held_out_is_right(name: str, count: int) -> None:
    answers = answered(name)
    measured = score(answers)
    sys.stdout.write(f"{name}: {measured}")
    assert len(answers) == count, "a measure of fewer answers, or of others, is another one"
    assert measured.precision >= PRECISION, str(measured)
