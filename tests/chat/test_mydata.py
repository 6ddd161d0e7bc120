"""Everything that is stored about a person: they can read it, and it can be gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import bounds
from bot.chat.mydata import everything as my_data
from bot.chat.part import Part, within
from bot.engine.text import Words, literal
from bot.state import people
from bot.state.ids import Ids
from tests.keys import everything, opened
from tests.talk import BOT, Citizen, Talk
from tests.town import Town

if TYPE_CHECKING:
    import pytest


def shown(talk: Talk) -> str:
    """All of what /mydata says."""
    return "\n".join(message.text for message in talk.command("mydata"))


def told(talk: Talk) -> str:
    """The same where it takes several messages; without the question below it."""
    cursor, turns = talk._connection.cursor(), talk.turns
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    paragraphs = my_data(cursor, known, turns.flows, turns.context(cursor, known, talk.now))
    return "\n\n".join(turns.catalogues.say(each, known.person.language) for each in paragraphs)


def test_what_is_the_same_each_time_is_folded_away_at_the_end() -> None:
    talk = Citizen().welcomed()
    cursor, turns = talk._connection.cursor(), talk.turns
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    *before, last = my_data(cursor, known, turns.flows, turns.context(cursor, known, talk.now))
    assert last.id.startswith("<fold>")
    assert "Jeg kender dit nummer hos Telegram" in turns.catalogues.say(last, "da")
    assert not any(each.id.startswith("<fold>") for each in before)


def dump(talk: Talk) -> str:
    """Every row of every table; of the outbox, which needs an address for the receipt, only what it says."""
    cursor = talk._connection.cursor()
    said = opened(cursor, "outbox.payload"), cursor.execute("SELECT person FROM outbox").fetchall()
    return str({**everything(cursor), "outbox": said})


def test_every_answer_version_and_loose_text_is_shown() -> None:
    talk = Citizen().with_pitch()
    for label in ("Ret noget", "✏ Det, du kan"):
        talk.tap(label)
    talk.write("Jeg kan bage")
    talk.send("photo", "mig på arbejde")
    talk.tap("Færdig for i dag")
    talk.write("en løs tanke")
    talk.speak(33)
    page = shown(talk)
    for text in (
        "Dit navn: Samir",
        "Du sagde ja mandag 23. november. Demoforeningen har ansvaret.",
        "Jobbet: lager",
        "Hvem talen er til: En, jeg møder",
        "Det, du kan: Jeg kan bage",
        "Udgave 1, mandag 23. november: ",
        "Udgave 2, mandag 23. november: ",
        "mig på arbejde",
        "en løs tanke",
        "🎙 Talebesked, 33 sekunder",
    ):
        assert text in page
    assert page.count("Samir\n") == 1, "the name is said once"


def test_what_was_skipped_or_never_asked_is_not_listed() -> None:
    talk = Citizen().welcomed()
    assert "Elevatortale" not in shown(talk)
    talk.tap("Tilbage")
    talk.write("Jeg hedder Samir.")
    talk.tap("Spring over")
    page = shown(talk)
    assert "Hvem du er: Jeg hedder Samir." in page
    assert "Det, du brænder for" not in page
    assert "Jobbet" not in page


def test_an_exercise_says_from_when_to_when_its_answers_are() -> None:
    talk = Citizen().with_pitch()
    assert "Tale: lager\nDine svar er fra mandag 23. november.\n" in shown(talk)
    talk.wait(days=3)
    for label in ("Ret noget", "✏ Det, du kan"):
        talk.tap(label)
    talk.write("Jeg kan bage")
    assert "Tale: lager\nDine svar er fra mandag 23. november til torsdag 26. november.\n" in shown(talk)


def test_a_persons_text_is_shown_as_it_was_written() -> None:
    talk = Citizen().welcomed()
    talk.write("<b>lager</b> & {name} %s")
    assert "Hvem du er: <b>lager</b> & {name} %s" in shown(talk)


def test_a_long_story_is_shown_whole_and_the_buttons_stand_at_its_end() -> None:
    talk = Citizen().welcomed()
    for _ in ("who", "burn"):
        talk.write("ord " * 1000)
    talk.write("lager")
    talk.write("ord " * 1000)
    page = talk.command("mydata")
    assert page[-1].labels() == ["Tilbage", "Tag en kopi med", "Slet det hele"]


MORE = "Der er ikke plads til det hele her. Det hele står i din kopi. Tryk på Tag en kopi med."
PIECE = "Jeg skriver noget om mig selv. " * 20


def test_after_a_flood_a_few_messages_are_said_and_that_the_rest_is_in_the_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A day of it was a thousand messages and 5.7 MB in the outbox, for each tap."""
    monkeypatch.setattr(bounds, "SHOWN", 8_000)
    talk = Citizen().with_pitch()
    talk.tap("Færdig for i dag")
    for _ in range(40):
        talk.write(PIECE)
    text = told(talk)
    assert 2 <= text.count(PIECE.strip()) <= bounds.SHOWN // len(PIECE)
    assert len(text) < bounds.SHOWN + 1_000
    for whole in ("Dit navn: Samir", "Jobbet: lager", "Udgave 1, ", "Jeg kender dit nummer hos Telegram"):
        assert whole in text
    assert text.endswith(MORE)
    last = talk.command("mydata")[-1]
    assert MORE in last.text
    assert last.labels() == ["Tilbage", "Tag en kopi med", "Slet det hele"]


def test_of_very_many_answers_only_the_newest_are_read_and_their_days_are_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "READ", 3)
    talk = Citizen().with_pitch()
    talk.tap("Færdig for i dag")
    talk.wait(days=3)
    for number in range(5):
        talk.write(f"en løs tanke {number}.")
    page = told(talk)
    assert [f"tanke {number}." in page for number in range(5)] == [False, True, True, True, True]
    assert "Tale: lager\nDine svar er fra mandag 23. november.\n" in page
    assert page.count(MORE) == 1


def test_who_has_written_what_people_write_is_told_all_of_it() -> None:
    talk = Citizen().with_pitch()
    talk.tap("Færdig for i dag")
    for _ in range(20):
        talk.write(PIECE)
    page = told(talk)
    assert page.count(PIECE.strip()) == 20
    assert MORE not in page


def test_short_parts_are_told_whole_and_long_ones_share_what_is_left() -> None:
    short = Part(Words("short"), (literal("word"),))
    long = Part(Words("long"), tuple(literal("word " * 10) for _ in range(100)))
    told = within((long, short, long, long), 6_000)
    assert short in told
    assert [each.heading for each in told] == [long.heading, short.heading, long.heading, long.heading]
    lengths = {len(each.lines) for each in told if each != short}
    assert max(lengths) - min(lengths) <= 1
    assert 4_000 < sum(each.size for each in told) <= 6_000
    assert within((short, Part(lines=(literal("x" * 9_000),))), 6_000) == [short]


def test_deleting_is_confirmed_twice_and_leaves_nothing() -> None:
    talk = Citizen().with_pitch()
    talk.write("en løs tanke")
    talk.command("mydata")
    talk.tap("Slet det hele")
    assert "Skal jeg slette alt om dig?" in talk.last.text
    talk.tap("Ja, slet det hele")
    assert talk.last.labels() == ["Nej, behold det", "Ja, slet det nu"]
    talk.tap("Ja, slet det nu")
    assert talk.last.text.startswith(
        "Alt, jeg havde gemt om dig, er slettet.\nMandag 23. november 2026 kl. 10.00."
    )
    everything = dump(talk)
    assert not [word for word in ("Samir", "lager", "løs tanke", str(talk.user)) if word in everything]
    assert talk.wait(days=60) == []


def test_deleting_one_person_leaves_the_others() -> None:
    talk = Citizen().with_pitch()
    ids = Ids(lambda: talk.now)
    ids.start_above(talk.turns.ids.next())
    talk.turns = replace(talk.turns, ids=ids)
    first, talk.user = talk.user, talk.user + 1
    Citizen(talk).welcomed("Lone")
    talk.command("mydata")
    talk.tap("Slet det hele")
    talk.tap("Ja, slet det hele")
    talk.tap("Ja, slet det nu")
    assert "Lone" not in dump(talk)
    talk.user = first
    assert "Jobbet: lager" in shown(talk)
    assert "Lone" not in shown(talk)


def test_saying_no_at_the_start_leaves_nothing() -> None:
    talk = Talk()
    talk.write("hej jeg er Samir")
    talk.tap("Dansk")
    talk.tap("Nej tak")
    everything = dump(talk)
    assert "Samir" not in everything
    assert str(talk.user) not in everything


def test_what_others_see_and_have_said_is_shown_to_the_citizen() -> None:
    town = Town().with_shared_pitch().with_remarks()
    page = shown(town.samir)
    day = "Monday 23 November"
    for text in (
        f'What others can see\n\nMette can see "Talk: warehouse", version 1, since {day}',
        f'Who has looked\n\nMette looked at "Talk: warehouse" on {day}',
        f'Mette, {day}, of "Talk: warehouse": Say how many years you have driven abroad.',
        f'Mette, {day}, of "Talk: warehouse": That is good to hear.',
    ):
        assert text in page


def test_staff_are_shown_what_they_have_written() -> None:
    town = Town().with_shared_pitch().with_remarks()
    town.mette.tap("✔ Reviewed")
    page = shown(town.mette)
    day = "Monday 23 November"
    assert f"To Samir, {day}: Say how many years you have driven abroad." in page
    assert f"To Samir, {day}: that you have read it" in page
    assert "What others can see" not in page


def test_staff_are_shown_whom_they_follow_as_long_as_they_do() -> None:
    town = Town().with_others()
    day = "Monday 23 November"
    assert f"Whom you follow\n\nYou have been contact person for Samir since {day}" in shown(town.mette)
    assert f"You have been mentor for Samir since {day}" in shown(town.jonas)
    for nobody in (town.ida, town.samir):
        assert "Whom you follow" not in shown(nobody)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    assert "Samir" not in shown(town.mette)


def test_scores_beside_the_star_are_shown_to_both() -> None:
    town = Town().with_shared_star().with_scored_star()
    scores = (
        "Job goal (5), Belief in a job (5), Looking for jobs (3), Everyday life (3) and Health and energy (6)"
    )
    assert f"how your star looks to them: {scores}" in shown(town.samir)
    assert f"how you see the star: {scores}" in shown(town.mette)


def test_staff_read_what_they_have_written_without_the_name_of_who_is_not_with_them_any_more() -> None:
    town = Town().with_shared_pitch().with_remarks()
    assert "To Samir" in shown(town.mette)
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Mette", "Mette shall", "Yes")
    page = shown(town.mette)
    assert "That is good to hear." in page
    assert "To Somebody who is not with you any more" in page
    assert "Samir" not in page


NOT_YET = "Du har ikke sagt ja endnu. Siger du ikke ja inden et døgn, sletter jeg det."
NEVER_FOR_NEWCOMERS = (
    "Dit navn",
    "Jeg gemmer det hele til",
    "Jeg skriver kun af mig selv",
    "hvor meget",
    "rettede",
)


def test_before_a_yes_only_what_is_true_then_is_said_and_it_is_deleted_as_was_said() -> None:
    talk = Talk()
    talk.write("hej jeg er Samir")
    page = shown(talk)
    assert NOT_YET in page
    assert "Jeg kender dit nummer hos Telegram" in page
    assert "hej jeg er Samir" in page
    assert not [words for words in NEVER_FOR_NEWCOMERS if words in page]
    assert "hvornår jeg skal skrive til dig" not in page
    assert talk.last.labels()[0] == "Tilbage", "nothing is kept yet that could be"
    talk.wait(hours=23)
    assert talk.known
    talk.wait(hours=2)
    assert not talk.known


def test_the_receipt_of_somebody_who_never_said_yes_names_nothing_that_they_never_had() -> None:
    talk = Talk()
    talk.write("hej")
    talk.command("mydata")
    for label in ("Slet det hele", "Ja, slet det hele", "Ja, slet det nu"):
        talk.tap(label)
    assert "Alt, jeg havde gemt om dig, er slettet." in talk.last.text
    assert "påmindelser" not in talk.last.text


def test_what_is_not_so_for_somebody_is_not_said() -> None:
    talk = Citizen().welcomed()
    page = shown(talk)
    assert "Jeg ved, hvor meget du kunne overskue, da jeg spurgte sidst." in page
    assert "rettede" not in page
    talk.tap("Tilbage")
    written = talk._message + 1
    talk.write("Jeg hedder Samir.")
    talk.edit(written, "Jeg hedder Samir og kører lastbil.")
    assert "Jeg har også dine svar, som de var, før du rettede dem." in shown(talk)
    mette = Town("da").mette
    assert "hvor meget du kunne overskue" not in shown(mette)


def test_whoever_wants_no_messages_is_not_told_that_they_come_at_some_time() -> None:
    talk = Citizen().welcomed()
    talk.command("stop")
    said = talk.tap("Skriv ikke til mig")[0].text
    assert "heller ikke på de dage, du har valgt." in said
    assert "venter" not in said
    data = shown(talk)
    assert "Lige nu skriver jeg ikke til dig af mig selv." in data
    assert "hvornår jeg skal skrive til dig" not in data
    assert "Jeg ved, om jeg må skrive til dig, og hvornår." in data
