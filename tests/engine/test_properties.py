"""Whatever a person does, in whatever order: no turn breaks, no text is lost, and there is always a way on and home.

`PROPERTY_EXAMPLES=1000` tries many more conversations, and other ones each time.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.bounds import HOUR, Bound
from bot.coaching.screen import storable
from bot.engine.errands import COMMANDS
from bot.engine.labels import LONGEST_LABEL
from bot.pace import Pace
from tests.documented import undocumented
from tests.engine.anything import GARBAGE, KEYS, REUSED, TEXT, is_heard, may_mean
from tests.engine.stage import stands_at
from tests.engine.zoo import FLOWS
from tests.talk import Citizen, Talk, all_flows

if TYPE_CHECKING:
    from tests.screen import Message


@dataclass
class Sent:
    """A message of the person: every text it has had, the newest last.

    `label`: it may count as a tap. `spoken`: a voice message, which has no text and cannot be edited.
    """

    texts: list[str] = field(default_factory=list)
    label: bool = False
    spoken: bool = False


class Anything(RuleBasedStateMachine):
    """A person who does anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.talk = Talk(flows={**all_flows(), **FLOWS})
        # Whoever goes and comes again all the time is turned away at some point, which is no part of a turn.
        self.talk.turns = replace(self.talk.turns, again=Pace(Bound(1_000_000, HOUR)))
        self.sent: dict[int, Sent] = {}
        self.tapped = ""

    @initialize(welcomed=st.booleans(), zoo=st.booleans())
    def begin(self, *, welcomed: bool, zoo: bool) -> None:
        if welcomed:
            Citizen(self.talk).welcomed()
            ((number, name),) = kept_in(self.talk.stored())
            self.sent[number] = Sent([name])
        if welcomed and zoo:
            self.talk.command("menu")
            self.talk.tap("Every kind of question")

    # What a person can do -------------------------------------------------------------------------

    @rule(text=TEXT)
    def write(self, text: str) -> None:
        overtaken = self.on_its_way(1, text, label=self.is_label(text))
        assert self.talk.write(text) or overtaken, "a text was met with silence"
        self.notice_erasure()

    def on_its_way(self, offset: int, text: str, *, label: bool = False) -> bool:
        """Note a text about to be sent; whether an edit of it came first, which then is its newest text."""
        number = self.talk.own_message + offset
        overtaken = number in self.sent
        if overtaken:
            self.sent[number].texts.insert(0, storable(text))
        else:
            self.sent[number] = Sent([storable(text)], label=label)
        return overtaken

    def is_label(self, text: str) -> bool:
        """Whether a text is (nearly) what some button says, so that it may count as a tap."""
        if len(text) > LONGEST_LABEL:
            return False
        labels = {label for message in self.talk.sent for label in message.labels()}
        return is_heard(text) or any(may_mean(text, label) for label in labels)

    @rule(text=TEXT)
    @precondition(lambda self: self.talk.sent)
    def the_same_update_comes_again(self, text: str) -> None:
        before = self.talk.stored()
        self.talk.world.update -= 1
        assert self.talk.write(text) == []
        assert self.talk.stored() == before

    @rule(pick=st.integers(0, 200))
    def write_a_label(self, pick: int) -> None:
        labels = [label for message in self.talk.sent[-3:] for label in message.labels()]
        if labels:
            self.write(labels[pick % len(labels)])

    @rule(texts=st.lists(TEXT, min_size=2, max_size=4))
    def burst(self, texts: list[str]) -> None:
        overtaken = [
            self.on_its_way(offset, text, label=self.is_label(text))
            for offset, text in enumerate(texts, start=1)
        ]
        assert self.talk.burst(*texts) or any(overtaken)
        self.notice_erasure()

    @rule(pick=st.integers(0, 200))
    @precondition(lambda self: self.talk.sent)
    def tap(self, pick: int) -> None:
        """A button of the newest message that has any."""
        newest = next((message for message in reversed(self.talk.sent) if message.buttons), None)
        if newest:
            self.tap_button(newest, pick)

    @rule(message=st.integers(0, 200), pick=st.integers(0, 200), twice=st.booleans())
    @precondition(lambda self: self.talk.sent)
    def tap_old(self, message: int, pick: int, *, twice: bool) -> None:
        old = self.talk.sent[message % len(self.talk.sent)]
        for _ in range(1 + twice):
            if old.buttons:
                self.tap_button(old, pick)

    def tap_button(self, message: Message, pick: int) -> None:
        _, data = message.buttons[pick % len(message.buttons)]
        toasts = len(self.talk.toasts)
        said = self.talk.tap_data(data, message.id)
        twice = data == self.tapped  # a double tap needs no second answer
        assert said or len(self.talk.toasts) > toasts or twice, f"a tap on {data} was met with silence"
        self.tapped = data
        self.notice_erasure()

    @rule(message=st.integers(0, 200), key=KEYS, prompt=st.integers(0, 70), keep=st.booleans())
    @precondition(lambda self: any(message.buttons for message in self.talk.sent))
    def forge(self, message: int, key: str, prompt: int, *, keep: bool) -> None:
        """A tap on a button that was never shown: a true session, but another question or key."""
        shown = [data for each in self.talk.sent for _, data in each.buttons]
        head = shown[message % len(shown)].partition(":")[0]
        session, _, true_prompt = head.partition(".")
        data = f"{session}.{true_prompt if keep else prompt}:{key}"
        self.talk.tap_data(data, self.talk.sent[-1].id)
        self.notice_erasure()

    @rule(data=GARBAGE)
    def tap_garbage(self, data: str) -> None:
        toasts = len(self.talk.toasts)
        assert self.talk.tap_data(data) or len(self.talk.toasts) > toasts

    @rule(seconds=st.integers(0, 600))
    @precondition(lambda self: self.talk.own_message + 1 not in self.sent)  # a voice message is no text
    def speak(self, seconds: int) -> None:
        self.sent[self.talk.own_message + 1] = Sent([""], spoken=True)
        assert self.talk.speak(seconds)

    @rule(pick=st.integers(0, 200), text=TEXT)
    def edit(self, pick: int, text: str) -> None:
        written = sorted(number for number, sent in self.sent.items() if not sent.spoken)
        if written:
            number = written[pick % len(written)]
            self.sent[number].texts.append(storable(text))
            assert self.talk.edit(number, text)

    @rule(number=st.integers(1, 300), text=TEXT)
    def edit_unknown(self, number: int, text: str) -> None:
        if number in self.sent or not text:
            return
        if self.talk.known:
            self.sent[number] = Sent([storable(text)])
            assert self.talk.edit(number, text)
        else:
            assert self.talk.edit(number, text) == []  # nothing is stored of somebody who is forgotten

    @rule(name=st.sampled_from([*COMMANDS, "begin", "x"]), argument=TEXT)
    def command(self, name: str, argument: str) -> None:
        overtaken = bool(argument) and self.on_its_way(1, argument)
        assert self.talk.command(name, argument) or overtaken

    @rule(kind=st.sampled_from(["photo", "sticker", "location", "poll", "contact"]), caption=TEXT)
    def send(self, kind: str, caption: str) -> None:
        overtaken = bool(caption) and self.on_its_way(1, caption)
        assert self.talk.send(kind, caption) or overtaken

    @rule(days=st.integers(0, 40), hours=st.integers(0, 24))
    def wait(self, days: int, hours: int) -> None:
        said = self.talk.wait(days=days, hours=hours)
        assert all(message.buttons[-1][1].endswith(":@nudge_fewer") for message in said)
        self.notice_erasure()  # who has not agreed within a day is forgotten

    @rule()
    def menu_leads_home(self) -> None:
        said = self.talk.command("menu")
        assert said
        stored = self.talk.stored()
        focus = next(each for each in stored["exercises"] if each["id"] == stored["person"]["focus"])
        known = stored["person"]["agreed"] and stored["person"]["name"]
        assert focus["flow"] == ("home" if known else "first_contact")
        assert said[-1].buttons or stands_at(self.talk) == ("first_contact", "name")

    @rule()
    def erase(self) -> None:
        self.talk.command("mydata")
        if self.talk.last.buttons[-1][1].endswith(":delete"):
            self.tap_button(self.talk.last, -1)
            for _ in range(2):  # it is confirmed twice
                self.talk.tap_data(self.talk.last.buttons[-1][1])
            assert self.notice_erasure()

    def notice_erasure(self) -> bool:
        """Whether nothing is stored any more; then no text may be left anywhere in the database."""
        if self.talk.stored():
            return False
        assert leftovers(self.talk) == []
        self.sent = {}
        return True

    def teardown(self) -> None:
        self.menu_leads_home()
        assert undocumented(self.talk.stored()) == []

    # What must hold after each of these -----------------------------------------------------------

    @invariant()
    def every_text_is_kept_once(self) -> None:
        stored = self.talk.stored()
        kept, ever = kept_in(stored), ever_kept_in(stored)
        for number, sent in self.sent.items():
            newest = (number, sent.texts[-1])
            assert sent.label or newest in ever, f"{newest} is nowhere in {sorted(ever)}"
            assert sent.label or newest in kept or gave_way(stored, newest), f"{newest} was dropped"
        for part in set(kept):
            if part[0] != REUSED:
                assert kept.count(part) == 1, f"{part} is there {kept.count(part)} times"
        self.focus_names_a_session(stored)

    def focus_names_a_session(self, stored: dict[str, Any]) -> None:
        if stored and stored["person"]["focus"]:
            assert stored["person"]["focus"] in [each["id"] for each in stored["exercises"]]


def kept_in(stored: dict[str, Any]) -> list[tuple[int, str]]:
    """Message and text of all that is kept as a present answer or unplaced."""
    if not stored:
        return []
    present = [
        {answer["step"]: answer for answer in exercise["answers"]}.values()
        for exercise in stored["exercises"]
    ]
    kept = [answer for answers in present for answer in answers] + stored["unplaced"]
    return [tuple(part) for answer in kept for part in answer["content"].get("parts", [])]


def ever_kept_in(stored: dict[str, Any]) -> set[tuple[int, str]]:
    """The same of all that was ever an answer."""
    every = [answer for exercise in stored.get("exercises", ()) for answer in exercise["answers"]]
    every += stored.get("unplaced", ())
    return {tuple(part) for answer in every for part in answer["content"].get("parts", [])}


def gave_way(stored: dict[str, Any], part: tuple[int, str]) -> bool:
    """Whether a later message, a tap or a recording took the place of the answer that this was part of."""
    for exercise in stored["exercises"]:
        for answer in exercise["answers"]:
            if list(part) in answer["content"].get("parts", []):
                newest = [each for each in exercise["answers"] if each["step"] == answer["step"]][-1]
                parts = newest["content"].get("parts", [])
                if not parts or max(message for message, _ in parts) > part[0]:
                    return True
    return False


def leftovers(talk: Talk) -> list[tuple[Any, ...]]:
    """Rows that still name somebody: there shall be none once the only person has been erased."""
    cursor = talk._connection.cursor()
    tables = [
        name for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    ]
    found = []
    for table in tables:
        columns = [row[1] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]
        if "person" in columns:
            found += cursor.execute(f"SELECT * FROM {table} WHERE person IS NOT NULL").fetchall()
    keys = cursor.execute("SELECT * FROM data_keys WHERE owner <> 0").fetchall()
    return [*found, *keys, *cursor.execute("SELECT * FROM people").fetchall()]


EXAMPLES = os.environ.get("PROPERTY_EXAMPLES", "")
Anything.TestCase.settings = settings(
    max_examples=int(EXAMPLES or 120),
    stateful_step_count=40,
    phases=set(Phase) - {Phase.explain},  # which takes minutes, in which the test is taken to hang
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnything = Anything.TestCase
