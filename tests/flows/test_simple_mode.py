"""The exercises in simple mode, from the setting to the end: what is left out, and that the rest is whole."""

from __future__ import annotations

from tests.engine.stage import session_of
from tests.talk import Citizen, Talk


def simply(talk: Talk) -> Talk:
    """The same phone, after its owner has asked for as little as possible."""
    talk.command("menu")
    for step in ("⚙ Indstillinger", "Hvor meget jeg skriver", "Så lidt som muligt", "↩️ Tilbage"):
        talk.tap(step)
    return talk


def test_a_call_is_prepared_without_reading_up_and_without_questions_of_ones_own() -> None:
    talk = simply(Citizen().welcomed())
    talk.tap("☎️ Forbered et opkald")
    assert "Opkald til arbejdsgiver · 2/5" in talk.write("Netto i Valby")[-1].text
    talk.tap("🚪 For at høre")
    assert "Hvilket nummer" in talk.last.text
    talk.tap("⏭️ Spring over")
    assert "Hvad vil du spørge om?" in talk.last.text
    assert talk.last.labels()[0].startswith("Ⓐ ☐ ")
    for symbol in ("A", "🧑‍💼", "👥"):
        talk.write(symbol)
    talk.tap("✔ Færdig")
    talk.write("a")
    talk.write("🧑‍💼")
    talk.tap("💡 Brug forslaget")
    talk.tap("💡 Brug forslaget")
    assert "🧘 Få ro på først" in talk.last.labels()
    assert {"research", "own"} <= talk.answers("employer_call").keys()


def test_an_interview_answer_is_written_without_key_words() -> None:
    talk = simply(Citizen().welcomed())
    talk.tap("💬 Øv dig til en jobsamtale")
    talk.tap("❓ Forbered svar")
    assert talk.last.labels()[0].startswith("🙋 ○ ")
    talk.write("🙋")
    assert "stikord" not in talk.last.text
    talk.write("Jeg har kørt lastbil i otte år, og jeg kan godt lide at køre om natten.")
    assert talk.last.labels()[:3] == ["1", "2", "3"]
    talk.write("3")
    talk.tap("✏️ Ret noget")
    assert talk.last.labels() == ["Ⓐ ✏ Dit svar", "Ⓑ ✏ Hvor sikker du er", "✔ Det er godt, som det er"]


def test_no_advice_is_given_and_none_counts_as_given() -> None:
    talk = simply(Citizen().welcomed())
    talk.tap("🎤 Ny elevatortale")
    for answer in (
        "Jeg hedder Samir. Jeg er 52 år.",
        "Jeg kan godt lide orden.",
        "Lager",
        "Jeg er fleksibel.",
    ):
        talk.write(answer)
    talk.tap("⏭️ Spring over")
    talk.tap("🤷 Det ved jeg ikke endnu")
    assert "📩 Send mig min tale" in talk.last.labels()
    assert session_of(talk, "elevator_pitch").kept.keys() & {"advised", "praised"} == set()


def test_whoever_goes_back_to_the_usual_sees_no_pictures() -> None:
    talk = simply(Citizen().welcomed())
    talk.tap("⚙ Indstillinger")
    talk.tap("🔤 Hvor meget jeg skriver")
    talk.tap("🚶 Som jeg plejer")
    assert talk.last.labels() == ["Så lidt som muligt", "✓ Som jeg plejer", "Forklar mere", "Tilbage"]
    assert "Jeg skriver, som jeg plejer." in talk.last.text


def scored(talk: Talk) -> Talk:
    """A star in simple mode, with one axis ticked of those to do more about."""
    talk.tap("⭐ Udfyld min stjerne")
    for _ in range(5):
        talk.tap("4")
    talk.tap("❌ Nej, spring det over")
    while "mere ved" not in talk.last.text:
        talk.tap("4")
    talk.tap("✅ Ja")
    talk.tap("🌟 ☐ Troen på job")
    return talk


def test_after_the_star_neither_a_goal_nor_the_course_is_asked_about() -> None:
    talk = scored(simply(Citizen().welcomed()))
    said = [message.text for message in talk.tap("✔ Færdig")]
    assert "går lidt bedre" not in "".join(said)
    assert "Hvornår begyndte dit forløb" not in "".join(said)
    assert "Jeg skriver til dig, når det er tid igen" in "".join(said)
    assert "Vil du vælge ét lille skridt nu?" in said[-1]


def test_whoever_wants_to_write_a_goal_or_the_first_day_can_do_so_in_simple_mode() -> None:
    talk = scored(simply(Citizen().welcomed()))
    talk.tap("✔ Færdig")
    talk.tap("❌ Ikke nu")
    talk.command("menu")
    talk.tap(next(label for label in talk.last.labels() if "Stjerne" in label))
    talk.tap(next(label for label in talk.last.labels() if "gøre mere ved" in label))
    assert "går lidt bedre" in talk.tap("✔ Færdig")[-1].text
    talk.write("Jeg tror lidt mere på det")
    assert "små skridt" in talk.last.text
    talk.tap("⏭️ Spring over")
    talk.tap("❌ Ikke nu")
    talk.command("menu")
    talk.tap(next(label for label in talk.last.labels() if "Stjerne" in label))
    talk.tap(next(label for label in talk.last.labels() if "Mit forløb" in label))
    talk.tap(next(label for label in talk.last.labels() if "en anden dag" in label))
    assert "Hvornår begyndte dit forløb" in talk.last.text


def test_the_names_of_languages_have_no_letters_before_them() -> None:
    talk = simply(Citizen().welcomed())
    labels = [message.labels() for message in talk.command("language")][-1]
    assert {"✓ Dansk", "English", "Af-Soomaali", "↩️ Tilbage"} <= {*labels}


def test_an_exercise_of_ones_own_has_the_same_picture_in_each_list() -> None:
    talk = simply(Citizen().with_pitch())
    talk.command("menu")
    assert "🗣️ ✔ Tale: lager" in talk.last.labels()
    assert "🗣️ ✔ Tale: lager" in talk.tap("📁 Mine øvelser")[-1].labels()
    talk.command("menu")
    assert "✅ Ja, brug det" in talk.tap("🎤 Ny elevatortale")[-1].labels()
