"""The star over a whole course: what moved, in focus, goals that are ticked off, and a question when it is time."""

from __future__ import annotations

import pytest

from bot.flows import discover
from bot.flows.content import Content
from bot.flows.content.reading import Source
from bot.flows.content.star import read
from bot.state import sessions
from tests.flows.stars import FIRST, again, opened, picture, scored, starred, with_goal
from tests.pictures.drawn import groups, words
from tests.talk import Citizen, Talk
from tests.town import Town

MORE = "Er der noget, du vil gøre mere ved?"


def test_the_first_star_says_how_each_axis_stands() -> None:
    talk = starred("44?3-556")
    assert picture(talk).text.splitlines() == [
        "Din stjerne",
        "Jobmål: 4 Både og",
        "Troen på job: 4 Både og",
        "At søge job: ved ikke",
        "Det, jeg kan: 3 Lidt svært",
        "Hverdag: intet svar",
        "Helbred og kræfter: 5 Okay",
        "Støtte: 5 Okay",
        "Penge og bolig: 6 Godt",
    ]
    assert [words(each)[-1] for each in groups(picture(talk).drawing, "axis")] == list("44–3–556")
    assert [words(each) for each in groups(picture(talk).drawing, "legend")] == [["Nu · mandag 23. november"]]


@pytest.mark.parametrize("words", ["ja", "fint", "nej", "4/4"])
def test_a_word_that_is_no_step_is_no_score(words: str) -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    before = talk.answers("star")
    assert talk.write(words)[-1].text.startswith("Vælg et tal fra 1 til 7")
    assert talk.answers("star") == before
    talk.write("7/7")
    assert 7 in talk.answers("star").values()


def test_the_second_says_what_moved_forward_and_back() -> None:
    talk = again(starred(), "54343456")
    assert picture(talk).text.splitlines() == [
        "Din stjerne",
        "Frem: Jobmål (4 → 5).",
        "Sværere end før: Helbred og kræfter (5 → 4). Det kan have mange grunde.",
        "De 6 andre er som før.",
    ]
    assert len(groups(picture(talk).drawing, "scoring")) == 2


def test_an_axis_that_is_seen_differently_today_is_a_third_line_and_what_moves_counts_from_there() -> None:
    talk = starred()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST, back="Jobmål")
    talk.tap("2")
    assert "Frem: Jobmål (2 → 4)." in picture(talk).text
    assert [words(each)[0] for each in groups(picture(talk).drawing, "legend")] == [
        "Nu · mandag 23. november",
        "Før, som du ser det i dag",
        "Før · mandag 23. november",
    ]


def second(talk: Talk, steps: str) -> Talk:
    """A citizen who has scored a second time, up to the question how things were the last time, if it comes."""
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    for step in steps:
        talk.tap({"?": "Ved ikke", "-": "Vil ikke svare"}.get(step, step))
    return talk


@pytest.mark.parametrize("no_number", ["?", "-"])
def test_an_axis_without_a_number_the_first_time_is_new_and_not_looked_back_on(no_number: str) -> None:
    talk = second(starred(f"{no_number}4343556"), "54343556")
    assert "sidste gang" in talk.last.text
    assert not any("Jobmål" in label for label in talk.last.labels())
    assert any("Troen på job" in label for label in talk.last.labels())
    talk.tap("✔ Færdig")
    assert "Nyt: Jobmål (5)." in picture(talk).text


def test_nor_is_one_without_a_number_now() -> None:
    talk = second(starred(), "-4343556")
    assert not any("Jobmål" in label for label in talk.last.labels())


def test_where_nothing_can_be_compared_nothing_is_looked_back_on() -> None:
    talk = second(starred("4-------"), "-4343556")
    assert not any("sidste gang" in message.text for message in talk.sent)
    assert "Troen på job: 4 Både og" in picture(talk).text


def test_what_was_once_answered_of_such_an_axis_counts_for_nothing() -> None:
    """A program before this one asked how it had been."""
    talk = again(starred("?4343556"), "54343556")
    cursor = talk._connection.cursor()
    newest = max(sessions.overview(cursor, talk.user, "star"), key=lambda each: each.id)
    newest.answers["back_on"] = {"kind": "choices", "value": ["job_goal"]}
    newest.answers["back/job_goal/back_step"] = {"kind": "scale", "value": 2, "high": 7}
    sessions.save(cursor, talk.user, newest, talk.now)
    opened(talk)
    assert "Nyt: Jobmål (5)." in picture(talk).text
    assert "Frem" not in picture(talk).text
    talk.command("help")
    talk.tap("Ret et svar")
    talk.tap("Det, du ser anderledes")
    assert talk.last.text.endswith("Dit svar nu: Jobmål")


def test_a_star_without_any_movement_says_so() -> None:
    assert "Det hele er som før." in picture(again(starred(), FIRST)).text


def test_what_has_a_number_for_the_first_time_is_called_new_and_not_as_before() -> None:
    talk = again(starred("44?43-56"), "44443156")
    assert picture(talk).text.splitlines() == [
        "Din stjerne",
        "De 6, der fik et tal begge gange, er som før.",
        "Nyt: At søge job (4) og Helbred og kræfter (1).",
    ]


def test_forward_back_as_before_new_and_without_a_number_are_all_named() -> None:
    talk = again(starred("44?43356"), "5344325-")
    assert picture(talk).text.splitlines() == [
        "Din stjerne",
        "Frem: Jobmål (4 → 5).",
        "Sværere end før: Troen på job (4 → 3) og Helbred og kræfter (3 → 2). Det kan have mange grunde.",
        "De 3 andre, der fik et tal begge gange, er som før.",
        "Nyt: At søge job (4).",
        "Uden tal denne gang: Penge og bolig.",
    ]


def test_one_that_is_new_beside_one_as_before_is_told_apart() -> None:
    talk = again(starred("4???????"), "44??????")
    assert picture(talk).text.splitlines()[1:] == [
        "Den ene, der fik et tal begge gange, er som før.",
        "Nyt: Troen på job (4).",
    ]


def test_what_never_got_a_number_is_no_news() -> None:
    talk = again(starred("443435-?"), "443435?-")
    assert picture(talk).text.splitlines()[1:] == ["Det hele er som før. Det kan også være godt."]


def test_whoever_is_shown_the_star_reads_the_same() -> None:
    town = Town()
    for health in ("I would rather not say", "1"):
        town.taps(town.samir, "Fill in my star")
        for step in (*"44343", health, *"56"):
            town.samir.tap(step)
        if health == "1":
            town.samir.tap("✔ Done")  # nothing is seen otherwise today
        town.samir.tap("Not now")
        if health != "1":
            town.samir.write("today")
    town.taps(town.samir, "✔ Star", "Show it to", "Yes, show it")
    town.rings(town.mette)
    read = "\n".join(message.text for message in town.reviews(town.mette))
    assert "The 7 with a number both times are as before.\nNew: Health and energy (1)." in read


def test_an_older_star_opens_as_it_was() -> None:
    talk = starred()
    first = picture(talk).drawing
    talk.wait(weeks=3)
    again(talk, "77777777")
    talk.command("menu")
    label = next(label for label in talk.last.labels() if "23. november" in label)
    talk.tap(label)
    assert picture(talk).drawing == first
    assert "Ny elevatortale" in talk.last.labels()  # what belongs to the course is with the newest


def test_what_is_in_focus_gets_a_goal_and_small_steps_and_a_stair() -> None:
    talk = opened(with_goal())
    (axis,) = groups(picture(talk).drawing, "axis focus")
    assert words(axis)[0] == "Hverdag"
    talk.tap("Mine mål")
    talk.tap("Jeg står op kl. 8")
    assert picture(talk).text.splitlines() == ["Jeg står op kl. 8", "☐ Sætte vækkeur", "☐ Gå en tur"]
    talk.tap("☐ Sætte vækkeur")
    talk.tap("✔ Færdig")
    talk.tap("Mine mål")
    talk.tap("Jeg står op kl. 8")
    assert [words(each) for each in groups(picture(talk).drawing, "step done")] == [["Sætte vækkeur"]]
    assert talk.last.labels()[:2] == ["☑ Sætte vækkeur", "☐ Gå en tur"]
    talk.tap("☐ Gå en tur")
    talk.tap("✔ Færdig")
    talk.tap("Mine mål")
    talk.tap("Jeg står op kl. 8")
    assert groups(picture(talk).drawing, "goal done")


def test_the_focus_of_the_star_before_is_ticked_in_the_next() -> None:
    talk = with_goal()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST)
    talk.tap("Ja")
    assert "☑ Hverdag" in talk.last.labels()


def asked_for_more() -> Talk:
    """A citizen who has just seen their first star."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    return scored(talk, FIRST)


def test_below_the_picture_stands_one_short_question_so_that_it_stays_in_sight() -> None:
    talk = asked_for_more()
    assert talk.sent[-2] is picture(talk)
    assert talk.last.text == MORE
    assert talk.last.labels() == ["Ja", "Ikke nu", "⬅ Tilbage", "⏸ Pause"]


def test_a_yes_that_is_written_leads_to_the_axes_and_back_leads_to_the_question() -> None:
    talk = asked_for_more()
    talk.write("ja")
    assert talk.last.text.startswith("Hvad vil du gøre mere ved?")
    assert "☐ Hverdag" in talk.last.labels()
    talk.tap("⬅ Tilbage")
    assert talk.last.text == MORE


def test_after_a_no_that_is_written_the_star_is_saved_with_nothing_in_focus() -> None:
    talk = asked_for_more()
    assert talk.write("nej")[-1].text.startswith("Din stjerne er gemt.")
    assert talk.answers("star")["focus"] == []
    assert talk.stored()["versions"][-1]["content"]["focus"] == []


def test_a_no_keeps_what_was_in_focus_in_the_star_before() -> None:
    talk = with_goal()
    first = talk.stored()["versions"][-1]
    again(talk, FIRST)
    newest = talk.stored()["versions"][-1]
    assert newest["exercise"] != first["exercise"]
    assert newest["content"]["focus"] == ["everyday"]
    assert talk.answers("star")["focus"] == ["everyday"]
    (axis,) = groups(picture(opened(talk)).drawing, "axis focus")
    assert words(axis)[0] == "Hverdag"


def test_who_does_not_know_how_it_was_then_leaves_it() -> None:
    talk = starred()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST, back="Jobmål")
    talk.write("nej")
    assert "Det hele er som før." in picture(talk).text


def test_a_goal_that_is_written_after_all_gets_its_small_steps() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    scored(talk, FIRST)
    for label in ("Ja", "☐ Støtte", "✔ Færdig", "Spring over", "Tilbage til øvelsen"):
        talk.tap(label)
    for label in ("Det, jeg vil gøre mere ved", "✔ Færdig"):
        talk.tap(label)
    talk.write("Jeg ringer til min søster")
    assert "Hvilke små skridt fører derhen?" in talk.last.text


def test_goals_without_small_steps_say_where_to_write_them() -> None:
    talk = starred()
    opened(talk).tap("Mine mål")
    assert "Du kan skrive et under Det, jeg vil gøre mere ved." in talk.last.text
    for label in ("Det, jeg vil gøre mere ved", "☐ Støtte", "✔ Færdig"):
        talk.tap(label)
    talk.write("Jeg ringer til min søster")
    talk.tap("Spring over")
    for label in ("✔ Stjerne", "Mine mål", "Jeg ringer til min søster"):
        talk.tap(label)
    assert "Her er ingen små skridt endnu." in talk.last.text


def test_an_organisation_can_have_axes_of_its_own() -> None:
    own = "\n".join(
        [
            'axes = 3\nwords = ["Dårligt", "Nogenlunde", "Godt"]',
            *(f'[[axis]]\nid = "{key}"\nname = "{key}"\nquestion = "{key}?"' for key in ("ro", "mad", "ven")),
        ]
    )
    talk = Talk(flows=discover(Content(star=read(Source("own.toml", own)))))
    talk = Citizen(talk).welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    assert talk.last.labels()[:3] == ["1 Dårligt", "2 Nogenlunde", "3 Godt"]
    for step in "123":
        talk.tap(step)
    assert picture(talk).text == "Din stjerne\nro: 1 Dårligt\nmad: 2 Nogenlunde\nven: 3 Godt"


def test_who_will_not_say_it_in_words_has_not_to() -> None:
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Udfyld min stjerne")
    talk.write("vil ikke sige det")
    assert "2 af 8" in talk.last.text
