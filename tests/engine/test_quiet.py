"""Whoever asked not to be written to stays in peace until they choose otherwise."""

from __future__ import annotations

import pytest

from tests.talk import Citizen, Talk


def quiet() -> Talk:
    """Someone in the middle of a pitch who has asked not to be written to."""
    talk = Citizen().welcomed()
    talk.write("Jeg hedder Samir.")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert is_quiet(talk)
    return talk


def is_quiet(talk: Talk) -> bool:
    return bool(talk.stored()["person"]["quiet"])


@pytest.mark.parametrize("command", ["mydata", "help", "language", "pause", "stop"])
def test_looking_something_up_does_not_end_it(command: str) -> None:
    talk = quiet()
    talk.command(command)
    assert is_quiet(talk)
    assert talk.wait(days=5) == []


def test_another_language_does_not_end_it() -> None:
    talk = quiet()
    talk.command("language")
    talk.tap("English")
    assert is_quiet(talk)


def test_asking_for_it_once_more_does_not_end_it() -> None:
    talk = quiet()
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert is_quiet(talk)


def test_a_sticker_and_an_edited_message_do_not_end_it() -> None:
    talk = quiet()
    talk.send("sticker")
    talk.edit(talk.own_message, "noget")
    assert is_quiet(talk)


@pytest.mark.parametrize("command", ["menu", "start"])
def test_the_menu_does_not_end_it(command: str) -> None:
    talk = quiet()
    talk.command(command)
    assert is_quiet(talk)


@pytest.mark.parametrize("text", ["hej", "Jeg kan lide at køre"])
def test_the_first_words_are_kept_and_can_be_the_answer_and_it_stays_quiet(text: str) -> None:
    talk = quiet()
    (said,) = talk.write(text)
    assert said.text.startswith("Velkommen tilbage.")
    assert "Brug mine ord som mit svar" in said.labels()
    talk.tap("Brug mine ord som mit svar")
    talk.write("lager")
    assert talk.answers("elevator_pitch")["job"] == "lager"
    assert is_quiet(talk)
    assert talk.wait(days=5) == []


def test_a_tap_that_goes_on_with_the_exercise_does_not_end_it() -> None:
    talk = quiet()
    talk.command("help")
    talk.tap("Fortsæt")
    assert is_quiet(talk)


def test_it_ends_where_it_began() -> None:
    talk = quiet()
    (said,) = talk.command("stop")
    assert said.labels() == ["Nok for i dag", "Skriv gerne til mig igen", "Slet det hele", "Nej, videre"]
    talk.tap("Skriv gerne til mig igen")
    assert not is_quiet(talk)


def test_choosing_a_day_ends_it_and_says_so() -> None:
    talk = quiet()
    talk.command("menu")
    talk.tap("Jeg har talt med en om job")
    talk.write("Et lager")
    talk.tap("Spring over")
    talk.tap("Spring over")
    said = talk.write("på torsdag")
    assert said[0].text.startswith("Du har valgt en dag, så nu skriver jeg til dig igen.")
    assert not is_quiet(talk)
    assert talk.wait(days=3)[0].text.startswith("Hej Samir. Der ligger noget klar til dig")


def test_asking_for_help_in_words_does_not_end_it() -> None:
    talk = quiet()
    talk.write("hjælp")
    assert is_quiet(talk)


def test_a_day_that_was_chosen_waits_until_the_person_is_back() -> None:
    """Nothing comes while they want peace, and nothing that they wished for is lost."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Jeg har talt med en om job")
    talk.write("Mette")
    talk.tap("Spring over")
    talk.tap("Spring over")
    talk.write("på torsdag")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    assert talk.wait(days=10) == []
    talk.command("stop")
    talk.tap("Skriv gerne til mig igen")
    (said,) = talk.wait(days=2)
    assert said.text.startswith("Hej Samir. Der ligger noget klar til dig")


def test_not_now_does_not_promise_more_than_it_keeps() -> None:
    talk = Citizen().welcomed()
    talk.wait(days=4)
    talk.tap("Ikke nu")
    assert "Jeg minder dig kun om det, hvis du selv har valgt en dag." in talk.last.text


NO_PROMISE = "Lige nu skriver jeg ikke til dig af mig selv. Du kan ændre det under /stop."


def with_a_plan() -> Talk:
    """Somebody with a plan for Thursday, who has asked after that not to be written to."""
    talk = Citizen().welcomed()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.write("Ringe til Netto")
    talk.write("på torsdag kl. 10")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    return talk


def test_stop_says_that_nothing_comes_on_chosen_days_and_that_a_new_one_ends_it() -> None:
    said = quiet().last.text
    assert "Jeg skriver ikke mere af mig selv, heller ikke på de dage, du har valgt." in said
    assert "Vælger du en ny dag, begynder jeg at skrive igen." in said


def test_a_plan_that_waits_promises_no_question() -> None:
    talk = with_a_plan()
    talk.write("hej")
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    shown = "\n".join(message.text for message in talk.sent)
    assert is_quiet(talk)
    assert NO_PROMISE in shown
    assert "hvordan det gik" not in shown
    assert talk.wait(days=10) == []


def test_a_plan_that_is_made_while_quiet_keeps_its_promise() -> None:
    talk = quiet()
    talk.command("menu")
    talk.tap("Lav en lille aftale")
    talk.write("Ringe til Netto")
    assert "Du har valgt en dag, så nu skriver jeg til dig igen." in talk.write("på torsdag kl. 10")[0].text
    talk.tap("Spring over")
    talk.tap("Jeg kan ikke komme på noget")
    assert "Jeg spørger dig torsdag 26. november kl. 11.00, hvordan det gik." in talk.last.text
    assert talk.wait(days=4)[0].text.startswith("Hej Samir. Der ligger noget klar til dig")


def test_a_pause_promises_no_reminder() -> None:
    talk = with_a_plan()
    (said,) = talk.command("pause")
    assert said.text.startswith("Vi stopper her. Alt er gemt.\nSkriv til mig, når du vil fortsætte.")
    assert said.text.endswith(NO_PROMISE)
    assert "Jeg minder dig" not in said.text


def test_not_now_promises_no_reminder_either() -> None:
    talk = Citizen().welcomed()
    (nudge,) = talk.wait(days=4)
    not_now = next(data for label, data in nudge.buttons if label == "Ikke nu")
    talk.command("stop")
    talk.tap("Skriv ikke til mig")
    talk.tap_data(not_now)
    assert talk.last.text.endswith(NO_PROMISE)
    assert "Jeg minder dig" not in talk.last.text
