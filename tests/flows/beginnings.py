"""How errands between people can begin: who does them, about what, in towns where something has happened."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from bot.engine.callbacks import to_base36
from bot.engine.codes import digest, plain
from bot.engine.report_deeds import ApproveReport, WishChanges, WriteReport
from bot.state import people, relations, reminders, reports, sessions
from tests import reporting
from tests.flows.company import lose_role
from tests.talk import BOT
from tests.town import KAI, LONE, OTTO, TOVE, Town, code_of, invitation, join, settle_citizen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Answer
    from tests.talk import Talk

    Answers: TypeAlias = dict[str, Answer]


@cache
def shared() -> Town:
    """A town with a pitch that Mette sees."""
    return Town().with_others().with_shared_pitch()


@cache
def asked() -> Town:
    """A town in which Samir is asked whether Otto may follow him instead of Mette."""
    town = Town().with_others()
    town.otto = town.staff(OTTO, "Otto", "contact")
    town.taps(town.mette, "My citizens", "Samir", "Hand over", "Otto", "Yes, ask")
    return town


@cache
def decided(answer: str) -> Town:
    """The same town after Samir's answer."""
    town = asked.__wrapped__()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap(answer)
    return town


@cache
def settled_itself() -> Town:
    """The same town after Mette has stopped, before Samir has answered."""
    town = asked.__wrapped__()
    town.taps(town.mette, "My citizens", "Samir", "I do not follow Samir", "Yes")
    return town


@cache
def without_the_colleague() -> Town:
    """The same town after Otto has stopped, before Samir has answered."""
    town = asked.__wrapped__()
    town.taps(town.otto, "⚙ Settings", "I am not contact person", "Yes, stop as")
    return town


@cache
def left() -> Town:
    """A town in which a mentor has left Samir, and Samir another one."""
    town = Town().with_others()
    town.kai = town.staff(KAI, "Kai", "mentor")
    join(town.samir, town.kai)
    town.taps(town.kai, "My citizens", "Samir", "I do not follow Samir", "Yes")
    town.taps(town.samir, "⚙ Settings", "People who follow me", "Jonas", "Jonas shall", "Yes")
    return town


@cache
def unseen() -> Town:
    """A town with a pitch that nobody has been shown."""
    return Town().with_others().with_pitch()


@cache
def erased() -> Town:
    """A town in which a citizen of Mette's and a mentor of Samir's have deleted everything."""
    town = Town().with_others()
    tove = settle_citizen(town.samir.beside(TOVE, "en"), "Tove")
    join(tove, town.mette)
    for talk in (tove, town.jonas):
        talk.command("stop")
        talk.tap("Delete everything")
        talk.tap("Yes, delete everything")
        talk.tap("Yes, delete it now")
    return town


@cache
def removed() -> Town:
    """A town in which an operator has taken a mentor's role away."""
    town = Town().with_others()
    lose_role(town.jonas, "mentor")
    return town


@cache
def spoken_of() -> Town:
    """A town with a pitch that Mette has said much of, and a mentor sees too; Samir has not read it yet."""
    town = shared.__wrapped__()
    town.with_remarks(*("Think of the winter in Norway too. " * 6 for _ in range(3)))
    town.samir.tap("Show it to")
    town.samir.tap("Yes, show it")
    return town


@cache
def scored() -> Town:
    """A town with a star that Mette has scored too, and her belief in Samir."""
    town = Town().with_others().with_shared_star().with_scored_star()
    town.taps(town.mette, "My citizens", "Samir", "What I believe", "5")
    return town


@cache
def taken_back() -> Town:
    """A town with a pitch that nobody sees any more."""
    town = shared.__wrapped__()
    for label in ("👁", "Take it back", "Mette"):
        town.samir.tap(label)
    return town


@cache
def taken_back_after_reading() -> Town:
    """The same town where Mette had read it, and so is asked to delete it in her chat."""
    town = shared.__wrapped__()
    town.reviews(town.mette)
    town.taps(town.samir, "✔ Talk: warehouse", "👁", "Take it back", "Mette")
    return town


@cache
def silent() -> Town:
    """A town in which Jonas follows two, and was to be told of silence, which has come."""
    town = Town().with_others()
    lone = settle_citizen(town.samir.beside(LONE, "en"), "Lone")
    join(lone, town.jonas)
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "After a week")
    town.samir.wait(days=9)
    return town


@cache
def unreached() -> Town:
    """The same town where Samir wants no messages, and so cannot be reminded."""
    town = Town().with_others()
    town.taps(town.jonas, "My citizens", "Samir", "When nothing is heard", "After a week")
    town.samir.command("stop")
    town.samir.tap("Do not write")
    town.samir.wait(days=9)
    return town


@cache
def reminded() -> Town:
    """A town with two reminders of Jonas's that have come, and one of Mette's of what she was shown."""
    town = shared.__wrapped__()
    town.taps(town.jonas, "Send a reminder", "Samir", "Practise the elevator", "Every Monday", "✔ Save")
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your CV.")
    town.jonas.tap("Tomorrow")
    town.jonas.tap("✔ Save")
    town.taps(town.mette, "Send a reminder", "Samir", "An elevator pitch", "Tomorrow", "✔ Save")
    town.samir.wait(days=7)
    return town


@cache
def answered() -> Town:
    """A town in which Samir has answered a text of Jonas's."""
    town = Town().with_others()
    town.taps(town.jonas, "Send a reminder", "Samir", "✏ A text of my own")
    town.jonas.write("Remember your CV.")
    town.jonas.tap("Now")
    town.jonas.tap("✔ Send it")
    town.samir.wait(seconds=1)
    town.samir.tap("Start now")
    town.samir.write("I have none")
    return town


@cache
def reported() -> Town:
    """A town in which Samir is asked whether a report is right."""
    town = shared.__wrapped__().with_shared_star()
    reporting.asked(town)
    return town


@cache
def reported_anew() -> Town:
    """The same town while Mette writes the report anew."""
    town = reported.__wrapped__()
    reporting.does(town.mette, WriteReport(report_of(town), 2, "Something new", ""))
    return town


@cache
def reported_and_answered(*, wish: bool) -> Town:
    """The same town after Samir's answer."""
    town = reported.__wrapped__()
    report = report_of(town)
    reporting.does(town.samir, WishChanges(report, 2, "Shorter") if wish else ApproveReport(report, 2))
    return town


def report_of(town: Town) -> int:
    """The one report about Samir."""
    (report,) = reports.of_citizen(town.samir._connection.cursor(), world(town.samir).person.id)
    return report.id


def to_be_read() -> Iterator[tuple[Context, Answers]]:
    """A report in whatever state, and one that is not there."""
    for town in (reported(), reported_anew(), reported_and_answered(wish=False)):
        yield world(town.samir), {"report": chosen(to_base36(report_of(town)))}
    yield world(reported().samir), {"report": chosen("0")}


def newest(town: Town, flow: str) -> str:
    """The key of Samir's newest exercise of a flow."""
    person = world(town.samir).person.id
    return to_base36(sessions.single(town.samir._connection.cursor(), person, flow))


def followed_by(town: Town, number: int) -> str:
    """The key of the relation between Samir and one who follows him, his contact person first."""
    person = world(town.samir).person.id
    return to_base36(relations.of_citizen(town.samir._connection.cursor(), person)[number].id)


def chosen(key: str) -> Answer:
    return {"kind": "choice", "value": key}


def world(talk: Talk) -> Context:
    """The world as it stands for one of them."""
    cursor = talk._connection.cursor()
    known = people.find(cursor, BOT, talk.user)
    assert known is not None
    return talk.turns.context(cursor, known, talk.now)


ABOUT_ONESELF = ("answer_bank", "first_contact", "interview_law", "language", "my_work")
"""Errands in which nobody else has a part."""


def beginnings(flow: Flow) -> Iterator[tuple[Context, Answers]]:
    """The worlds in which an errand between people begins, and the answers that it begins with."""
    if flow.pausable or flow.id in ABOUT_ONESELF:
        return
    town = shared()
    match flow.id:
        case name if name in OF_THEIR_OWN:
            yield from OF_THEIR_OWN[name]()
        case "sharing":
            yield from sharings()
        case "my_citizen":
            for each in (town, scored(), asked(), in_distress()):
                yield world(each.mette), {"citizen": chosen(followed_by(each, 0))}
        case "remarks":
            for made, name in WITH_REMARKS:
                yield world(made().samir), {"exercise": chosen(newest(made(), name))}
        case _:
            for each in towns():
                for talk in (each.samir, each.mette, each.jonas, each.ida):
                    yield world(talk), {}
            for talk in (erased().samir, erased().mette, removed().jonas, taken_back_after_reading().mette):
                yield world(talk), {}


def sharings() -> Iterator[tuple[Context, Answers]]:
    """A pitch that somebody sees, and one that nobody has been shown."""
    for each, wish in ((shared, "show"), (shared, "who"), (unseen, "show")):
        pitch = newest(each(), "elevator_pitch")
        yield world(each().samir), {"exercise": chosen(pitch), "wish": chosen(wish)}


@cache
def scored_again() -> Town:
    """A town in which new scores stand beside a star at once, as Samir has said yes before."""
    town = scored.__wrapped__()
    town.rings(town.samir)
    town.samir.tap("Continue")
    town.samir.tap("Yes, show both")
    return town.with_scored_star()


@cache
def in_distress() -> Town:
    """A town in which Samir has asked for a call."""
    town = Town().with_others()
    town.samir.write("I want to die")
    town.samir.tap("Ask Mette to call me")
    return town


@cache
def promised() -> Town:
    """The same town after Mette has said that she calls."""
    town = in_distress.__wrapped__()
    town.taps(town.mette, "What waits for me", "Samir: would like a call", "I call Samir")
    return town


def towns() -> tuple[Town, ...]:
    """Towns in which everybody looks at what there is for them."""
    answers = (decided("Yes, and"), decided("No"))
    return (
        in_distress(),
        promised(),
        silent(),
        unreached(),
        reminded(),
        answered(),
        shared(),
        asked(),
        *answers,
        settled_itself(),
        without_the_colleague(),
        left(),
        spoken_of(),
        scored(),
        scored_again(),
        reported(),
        reported_and_answered(wish=True),
        reported_and_answered(wish=False),
    )


WITH_REMARKS = (
    (shared, "elevator_pitch"),
    (spoken_of, "elevator_pitch"),
    (scored, "star"),
)
"""Towns in which something may have been said of an exercise, and which that is."""


def reviews() -> Iterator[tuple[Context, Answers]]:
    """What Samir shows or has taken back, in the hands of his contact person and of his mentor."""
    for each, name in (*WITH_REMARKS, (taken_back, "elevator_pitch")):
        town = each()
        for number, talk in enumerate((town.mette, town.jonas)):
            about = {"citizen": followed_by(town, number), "exercise": newest(town, name)}
            yield world(talk), {step: chosen(key) for step, key in about.items()}


def to_remind() -> Iterator[tuple[Context, Answers]]:
    """Somebody with two citizens, somebody who has chosen one already, and somebody who has none."""
    town = shared()
    yield world(silent().jonas), {}
    yield world(town.mette), {"citizen": chosen(followed_by(town, 0))}
    yield world(town.ida), {}


def reminders_set() -> Iterator[tuple[Context, Answers]]:
    """Every reminder of Samir's."""
    samir = reminded().samir
    for each in reminders.of_citizen(samir._connection.cursor(), world(samir).person.id):
        yield world(samir), {"reminder": chosen(to_base36(each.id))}


def written() -> Iterator[tuple[Context, Answers]]:
    """Samir has written in another language than the one he has chosen."""
    for code in ("ar", "uk", "so"):
        yield world(shared().samir), {"written": {"kind": "held", "value": code}}


def codes() -> Iterator[tuple[Context, Answers]]:
    """Every kind of code, in the hands of somebody whom it may concern."""
    town, other = left(), asked()
    for talk in (town.samir, town.jonas):
        for code in (invitation(town.samir, "mentor"), *map(code_of, (town.jonas, town.mette)), "?"):
            yield world(talk), {"code": chosen(digest(plain(code) or code))}
    yield world(other.samir), {"code": chosen(digest(plain(code_of(other.otto))))}
    guessing = Town()
    for _ in range(5):
        guessing.samir.write("AB 123 456")
    yield world(guessing.samir), {"code": chosen(digest("AB123456"))}


@cache
def refused() -> Town:
    """A town in which Samir has just said no to questions about health, in his star."""
    town = Town()
    town.samir.says_yes_to_health = False
    town.taps(town.samir, "Fill in my star")
    for step in (*"44343", "No, leave it out", *"56", "Not now"):
        town.samir.tap(step)
    town.samir.write("today")
    return town


def said_of_health() -> Iterator[tuple[Context, Answers]]:
    """Somebody who has said no, whose star has left something out."""
    yield world(refused().samir), {}


OF_THEIR_OWN: Mapping[str, Callable[[], Iterator[tuple[Context, Answers]]]] = {
    "health": said_of_health,
    "join": codes,
    "other_language": written,
    "remind": to_remind,
    "reminder": reminders_set,
    "report": to_be_read,
    "review": reviews,
    "score_too": reviews,
}
"""Errands that begin in worlds of their own."""
