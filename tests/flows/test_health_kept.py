"""A yes to questions about health is kept or taken back by buttons that say so, and a "no" is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flows.stars import opened, starred
from tests.flows.test_health import consent
from tests.flows.test_health_old_yes import agreed
from tests.town import Town

if TYPE_CHECKING:
    from tests.talk import Talk

KEEP, TAKE = "Behold mit ja", "Tag mit ja tilbage"
READ = (
    "If others have read your answers, those may still stand in their chat. I ask them to delete them there."
)


def asked() -> Talk:
    talk = starred()
    opened(talk).tap("Spørgsmål om helbred")
    assert talk.last.labels() == [KEEP, TAKE]
    return talk


@pytest.mark.parametrize(
    "words",
    ["Nej", "nej tak", "ja", "ok", "nej jeg vil ikke have spørgsmål om helbred", "jeg vil ikke have dem"],
)
def test_a_no_is_asked_about_and_decides_nothing(words: str) -> None:
    talk = asked()
    before = consent(talk)
    said = talk.write(words)[-1]
    assert said.text.startswith("Skal jeg ikke spørge om dit helbred? Så tryk på Tag mit ja tilbage.")
    assert said.labels() == [KEEP, TAKE]
    assert consent(talk) == before
    talk.tap(TAKE)
    assert agreed(talk) is False


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        (KEEP, "Dit ja gælder stadig: Jeg må gerne spørge om dit helbred."),
        (TAKE, "Dit ja er taget tilbage."),
    ],
)
def test_what_stands_now_is_said(words: str, stands: str) -> None:
    talk = asked()
    said = talk.write(words)
    assert said[0].text.startswith(stands)
    assert agreed(talk) is (words == KEEP)


def test_whoever_has_shown_nobody_hears_nothing_of_the_chats_of_others() -> None:
    talk = asked()
    assert "deres chat" not in talk.last.text
    assert "deres chat" not in talk.tap(TAKE)[0].text


def test_what_was_read_may_still_stand_with_the_contact_person_before_and_after() -> None:
    town = Town().with_shared_star()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Star", "Health questions")
    assert READ in town.samir.last.text
    assert READ in town.samir.tap("Take my yes back")[0].text
