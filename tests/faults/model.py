"""What must be there after everything, held against what is stored and what the phones show."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from bot.engine import callbacks
from bot.engine.effects import NUDGE, RETENTION
from bot.engine.nudging import GO
from bot.state.notices import QUEUE
from tests.end_to_end.harness import kept_texts
from tests.end_to_end.phones import fingerprint
from tests.end_to_end.scripted import BESIDE, QUESTIONS, ScriptedCitizen
from tests.end_to_end.words import PITCH, pitch_steps
from tests.end_to_end.words import flow as flow_named
from tests.faults.players import ANY, Player

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.end_to_end.phones import Fingerprint, Message

    Person = ScriptedCitizen | Player
    Prompt = tuple[int, int]
    Json = dict[str, Any]

STEPS: Final = pitch_steps()
SETTLED: Final = {"sent", "withdrawn"}
ASKED: Final = ("name", *STEPS)
NEARBY: Final = {step: {*ASKED[max(0, place - 1) : place + 2]} for place, step in enumerate(ASKED)}
"""Of each question that hasty citizens write to: itself, the one before it and the one after."""
PLACES: Final = {("first_contact", "name"), *((PITCH, step) for step in STEPS)}


@dataclass
class Held:
    """What is stored of somebody. `taken_back`: sessions and prompts of what was taken back before it was marked.

    Each of these explains one message on the phone, and is taken out then.
    """

    stored: Json
    taken_back: set[Prompt]


@dataclass
class Found:
    """What is not as it must be, a sentence each by its kind; and how often a message was not marked in time."""

    problems: list[tuple[str, str]] = field(default_factory=list)
    repeated: Counter[tuple[int, int]] = field(default_factory=Counter)
    """What came again: by person, and by the kill after which it came."""
    replaced: Counter[tuple[int, int]] = field(default_factory=Counter)
    """What stands on the phone though it was taken back: by person, and by the kill after which the next came."""
    texts: int = 0

    def add(self, kind: str, what: str) -> None:
        self.problems.append((kind, what))

    def count(self, kind: str) -> int:
        return sum(each == kind for each, _ in self.problems)

    @property
    def unmarked(self) -> Counter[tuple[int, int]]:
        """Both: of what was on its way to a person at a kill, there is one."""
        return self.repeated + self.replaced

    @property
    def report(self) -> str:
        return "\n".join(f"{kind}: {what}" for kind, what in self.problems)


def compared(people: Iterable[tuple[Person, Held]], borders: list[int]) -> Found:
    """Everybody, with what is held of them; `borders` are the newest message ids at each kill."""
    found, everybody = Found(), list(people)
    _rung(found, [person for person, _ in everybody])
    for person, held in everybody:
        stored = held.stored
        _texts(found, person, stored)
        _delivery(found, person, held, borders)
        _timers(found, person, stored)
        if isinstance(person, ScriptedCitizen):
            _pitches(found, person, stored)
        else:
            _exercises(found, person, stored)
            _company(found, person, stored)
    return found


def _texts(found: Found, person: Person, stored: Json) -> None:
    """Every text has one place, and its parts stand in the order in which they were written."""
    sent, kept = Counter(person.sent.items()), Counter(kept_texts(stored))
    found.texts += sent.total()
    for text, times in (sent - kept).items():
        found.add("lost", f"{person.user} wrote {text}, {times} times more than it is kept")
    drafts = Counter(person.drafts.items()) if isinstance(person, Player) else Counter()
    for text, times in (kept - sent - drafts).items():
        found.add("doubled", f"{person.user} has {text}, {times} times more than it was written")
    for answer in _present(stored):
        messages = [message for message, _ in answer["content"].get("parts", [])]
        if messages != sorted(messages):
            found.add("out of order", f"{person.user} has {messages} at {answer['step']}")


def _present(stored: Json) -> Iterator[Json]:
    for exercise in stored["exercises"]:
        yield from {answer["step"]: answer for answer in exercise["answers"]}.values()


def _answers(exercise: Json) -> dict[str, Any]:
    return {answer["step"]: answer["content"]["value"] for answer in exercise["answers"]}


def _rung(found: Found, everybody: list[Person]) -> None:
    """Staff are asked to look once at most for each thing that those who are followed did: they joined, or showed it.

    Two messages with the same buttons are one that came twice.
    """
    players = [person for person in everybody if isinstance(person, Player)]
    done = sum(player.joined + player.shared for player in players)
    for player in players:
        shown = player.phone.first.get(player.user, {}).values()
        rung = {message.buttons for message in shown if f"{GO}.{QUEUE}" in message.choices}
        if len(rung) > done:
            found.add("stray", f"{player.user} was asked to look {len(rung)} times, at {done} things")


def _pitches(found: Found, citizen: ScriptedCitizen, stored: Json) -> None:
    """No question was skipped; of a calm citizen each answer is what was written to its question, and nothing else.

    What a hasty one wrote stands at the question that came before it or after it, or at one beside these: a text that
    overtakes a question, or is overtaken by one, is told of and can be moved, and the citizen moves it or leaves it.
    """
    _near(found, citizen, stored)
    for pitch in _of_flow(stored, PITCH):
        given = _answers(pitch)
        answered = [step for step in STEPS if step in given]
        if answered != list(STEPS[: len(answered)]):
            found.add("skipped", f"{citizen.user} answered {answered}")
        for step in set(answered) - {"receiver"}:
            if not citizen.hasty and not re.fullmatch(
                rf"{step} (fra|rettet af) \d+ nummer \d+( .+)?", given[step]
            ):
                found.add("misplaced", f"{citizen.user} has {given[step]!r} at {step}")


def _near(found: Found, citizen: ScriptedCitizen, stored: Json) -> None:
    """Each text stands near the question that came before it on the phone, or the one that came next."""
    came = _questions(citizen)
    for exercise in stored["exercises"]:
        for step, answer in {answer["step"]: answer for answer in exercise["answers"]}.items():
            for message, text in answer["content"].get("parts", []):
                next_ = bisect_left(came, (message, ""))
                near = {place for _, asked in came[max(0, next_ - 1) : next_ + 1] for place in NEARBY[asked]}
                if (exercise["flow"], step) not in PLACES or step not in near:
                    found.add("misplaced", f"{citizen.user} has {text!r} at {exercise['flow']}/{step}")


def _questions(citizen: ScriptedCitizen) -> list[tuple[int, str]]:
    """Every question that came to a phone to be answered in writing, in order: by which message, and which."""
    return [
        (id_, step)
        for id_, message in sorted(citizen.phone.first[citizen.user].items())
        for text, step in QUESTIONS.items()
        if not message.own and text in message.text
    ]


def _exercises(found: Found, player: Player, stored: Json) -> None:
    """Each exercise that was begun is there once, with every answer where it belongs."""
    for flow in {made.flow for made in player.made}:
        expected = [made.answers for made in player.made if made.flow == flow]
        there = [_answers(exercise) for exercise in _of_flow(stored, flow)]
        if len(there) != len(expected):
            found.add(
                "lost" if len(there) < len(expected) else "doubled",
                f"{player.user} made {len(expected)} of {flow}, {len(there)} are there",
            )
        for wanted, given in zip(expected, there, strict=False):
            for step, value in wanted.items():
                if step not in given:
                    found.add("skipped", f"{player.user} has no answer at {flow}/{step}")
                elif value is not ANY and given[step] != value:
                    found.add(
                        "misplaced", f"{player.user} has {given[step]!r} at {flow}/{step}, not {value!r}"
                    )


def _of_flow(stored: Json, flow: str) -> list[Json]:
    return [exercise for exercise in stored["exercises"] if exercise["flow"] == flow]


def _company(found: Found, player: Player, stored: Json) -> None:
    """What was shown and what was said stands there once."""
    shown = len(stored["people"]["shared"])
    if shown != player.shared:
        found.add("lost" if shown < player.shared else "doubled", f"{player.user} shows {shown} things")
    said = [each["text"] for each in stored["people"]["said_by_them"] if each["kind"] == "comment"]
    _in_order(found, player, "comments", player.comments, said)
    if stored["people"]["roles"]:
        _in_order(
            found, player, "reminders", player.reminders, [each["text"] for each in stored["reminders"]]
        )


def _in_order(found: Found, player: Player, what: str, expected: list[str], there: list[str]) -> None:
    for text, times in (Counter(expected) - Counter(there)).items():
        found.add("lost", f"{player.user}: of the {what}, {text!r} {times} times too few")
    for text, times in (Counter(there) - Counter(expected)).items():
        found.add("doubled", f"{player.user}: of the {what}, {text!r} {times} times too many")
    if Counter(expected) == Counter(there) and expected != there:
        found.add("out of order", f"{player.user}: the {what} are {there}")


def _timers(found: Found, person: Person, stored: Json) -> None:
    """One timer for each plan that is open, and one for the next star.

    One nudge where an exercise stands open in front of somebody, and none where not. By a timer one is told of what
    others did, at a decent hour: such a one may wait, and has then taken the place of a nudge, or has rung.
    """
    there = Counter(timer["kind"] for timer in stored["timers"])
    if there.pop(RETENTION, 0) != (1 if stored else 0):
        found.add("timers", f"{person.user} has not one timer that looks after how long everything is kept")
    player = person if isinstance(person, Player) else None
    expected, told_by = (player.timers, player.told_by) if player else (Counter[str](), frozenset[str]())
    by_others = [there.pop(kind, 0) for kind in told_by]
    nudges, unfinished = there.pop(NUDGE, 0), int(_stands_open(stored))
    missing = not told_by and nudges < unfinished
    if missing or nudges > unfinished or max(by_others, default=0) > 1 or +there != +expected:
        found.add(
            "timers", f"{person.user} has {stored['timers']}, not {dict(expected)} + {unfinished} nudge"
        )


def _stands_open(stored: Json) -> bool:
    """Whether what somebody looks at is an exercise that is not finished."""
    focus = stored["person"]["focus"]
    return any(
        each["id"] == focus and each["status"] == "open" and flow_named(each["flow"]).pausable
        for each in stored["exercises"]
    )


def _delivery(found: Found, person: Person, held: Held, borders: list[int]) -> None:
    """Every message that was due has left, in order, and stands on the phone; what else does was on its way."""
    for row in held.stored["messages"]:
        if row["status"] not in SETTLED:
            found.add("undelivered", f"{person.user} has a message that is {row['status']}")
    marked = [row["message"] for row in held.stored["messages"] if row["message"]]
    screen = person.phone.first[person.user]
    bubbles = {id_: each for id_, each in screen.items() if not each.own and each.text != BESIDE}
    for missing in set(marked) - bubbles.keys():
        found.add("undelivered", f"{person.user} was sent message {missing}, which is not on the phone")
    sent = _sent(found, person, [message for message in marked if message in bubbles])
    for message, following in pairwise([*sorted(bubbles), 0]):
        if message not in sent:
            _unmarked(found, person, held, bubbles[message], bubbles.get(following), borders)
    if held.stored["people"]["roles"]:
        _again(found, person, [message for _, message in sorted(bubbles.items())])


def _again(found: Found, person: Person, shown: list[Message]) -> None:
    """Nothing comes to staff again but what came right before it; buttons say of which prompt a message is."""
    came: set[Fingerprint] = set()
    latest: Fingerprint | None = None
    for message in shown:
        mark = fingerprint(message)
        if message.buttons and mark in came and mark != latest:
            found.add("stray", f"{person.user} got {message.id} again, after others: {message.text[:60]!r}")
        came.add(mark)
        latest = mark


def _sent(found: Found, person: Person, marked: list[int]) -> list[int]:
    """The messages that were sent anew, in order; the others are changes of one that stands there, or of its copy."""
    sent: list[int] = []
    for message in marked:
        if message > max(sent, default=0):
            sent.append(message)
        elif message not in sent and not person.phone.screens[person.user][message].edited:
            found.add("out of order", f"{person.user} got message {message} after {sent[-1]}")
    return sent


def _unmarked(
    found: Found,
    person: Person,
    held: Held,
    message: Message,
    following: Message | None,
    borders: list[int],
) -> None:
    """A message that is marked nowhere came again right after, or was replaced by another, or it comes from nowhere.

    A notice that waits is taken back where the next one says all of it. If it was on its way when we were killed, it
    is on the phone, and nobody knows. What staff were told of a citizen is forgotten with their errand, so of that it
    is counted what came twice in a row, and nothing else can be said here.
    """
    if following is not None and fingerprint(message) == fingerprint(following):
        found.repeated[person.user, bisect_left(borders, following.id)] += 1
    elif following is not None and (prompts := _prompts(message) & held.taken_back):
        held.taken_back -= prompts
        found.replaced[person.user, bisect_left(borders, following.id)] += 1
    elif not held.stored["people"]["roles"]:
        found.add("stray", f"{person.user} got {message.id}, which nobody sent: {message.text[:60]!r}")


def _prompts(message: Message) -> set[Prompt]:
    """Of which session and prompt the buttons of a message say that they are."""
    read = (callbacks.unpack(data) for _, data in message.buttons)
    return {(each.session, each.prompt) for each in read if each}
