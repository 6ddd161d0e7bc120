"""One invented citizen: what they write and tap, on their own phone, in the real conversations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.commands.invented.half_year import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from random import Random

    from bot.commands.invented.lives import Life
    from bot.commands.invented.told import Said, Told
    from bot.commands.invented.world import Phone

ITSELF: Final[Mapping[str, str]] = {"da": "Dansk", "en": "English"}
"""What each language is called on its own button."""
WORST, BEST = 1, 7
AXES: Final = 8
MOVES: Final = 0.6
"""How many axes stand elsewhere the next time."""
FOCUS: Final = 1
"""How many axes they want to do more about."""
IMPROVES, ANSWERS = 0.3, 0.6
"""How often they improve what was spoken of, and how often they do that or answer; else they only read it."""
CONTACT: Final = "Mette"


@dataclass
class Citizen:
    """Whose phone it is, what they say, and how it goes for them; `levels` is how each axis of their star stands."""

    phone: Phone
    told: Told
    life: Life
    said: Said
    chance: Random
    levels: list[int] = field(default_factory=list)
    planned: int = 0

    def joins(self, code: str) -> None:
        """First contact, by an invitation."""
        self.phone.command("start", code)
        self.phone.tap(ITSELF[self.told.language], "I agree")
        self.phone.write(self.told.name)
        self.phone.tap("Yes, that is fine", "Just looking")

    def accepts(self, code: str) -> None:
        """One more who follows them, by a code that they are told."""
        self.phone.command("menu")
        self.phone.write(code)
        self.phone.tap("Yes, that is fine")

    # What they begin themselves ----------------------------------------------------------------------

    def pitch(self, *, shows: bool) -> None:
        self._begin("New elevator pitch")
        for text in (self.told.who, self.told.loves, self.told.job, self.told.can, self.told.brings):
            self.phone.write(text)
        self.phone.tap("Somebody I meet")
        self._finish(shows=shows)

    def answer(self, *, shows: bool) -> None:
        """What they say when they are asked what they are good at; the next time, who they are."""
        self._begin("Practise for an interview")
        self.phone.tap("Prepare answers")
        first = self.phone.offers("○ What I am good at")
        self.phone.tap("○ What I am good at" if first else "○ Tell about yourself")
        self.phone.write(self.told.can)
        if first:
            self.phone.tap("I answer in one go")
        self.phone.write(self.told.answer if first else f"{self.told.who}. {self.told.brings}")
        self.phone.tap(str(self.chance.randint(2, 4)))
        self._finish(shows=shows, done="Done with this one")

    def star(self, *, shows: bool) -> None:
        """How it goes: around the level of their life the first time, from there on moved a little."""
        self._begin("Fill in my star")
        self._score(shows=shows)

    def plan(self, *, shows: bool = False) -> None:
        """A small plan for one of the next days."""
        what = self.told.plans[self.planned % len(self.told.plans)]
        self.planned += 1
        self._begin("Make a small plan")
        self.phone.write(what)
        day = self._today + timedelta(days=self.chance.randint(1, 6))
        self.phone.write(f"{day.day}/{day.month}/{day.year}")
        self.phone.write(f"{self.chance.randint(9, 15)}.00")
        self.phone.tap(
            "Skip", self.chance.choice(("I get nervous", "I am too tired", "Nothing comes to mind"))
        )
        if self.phone.offers("I do a small part of it"):
            self.phone.tap("I do a small part of it")
        if shows:
            self._finish(shows=True)

    # What they do when somebody is needed ------------------------------------------------------------

    def asks_for_help(self) -> None:
        """They make a plan, and would rather do it together."""
        self.plan()
        self.phone.command("menu")
        self.phone.tap("Plan: ", "I would like help", f"Do it together with {CONTACT}")

    def replies(self) -> None:
        """They go back to what was said of their pitch, and answer."""
        self._begin("✔ Talk")
        self.phone.tap("💬", f"Answer {CONTACT}")
        self._writes("replies")

    def asks_for_a_call(self) -> None:
        """It is too much for them one day: the bot says where help is, and asks whether somebody shall call."""
        self.phone.command("menu")
        self.phone.write(self.chance.choice(self._said("worn_out")))
        self.phone.tap(f"Ask {CONTACT} to call me")

    # What they do when the bot writes ----------------------------------------------------------------

    def looks(self) -> None:
        """They open what the bot has asked them to open, and do something about it."""
        if self.phone.offers("Start now"):
            self.phone.tap("Start now")
            self._answers_reminder()
        elif self.phone.offers("Continue"):
            self.phone.tap("Continue")
            self._reads()

    def _reads(self) -> None:
        phone = self.phone
        if phone.offers("It worked"):
            self._tells_of_plan()
        elif phone.offers(f"Answer {CONTACT}"):
            self._hears()
        elif phone.offers("Yes") and phone.offers("Not now"):
            phone.tap("Not now")  # their star has its day

    def _tells_of_plan(self) -> None:
        """It worked, or not yet: then they try again, the third time together with somebody."""
        if self.chance.random() < self.life.works:
            self.phone.tap("It worked", "Not today")
            return
        self.phone.tap("Not yet")
        again = (f"Do it together with {CONTACT}", "Try again", "Leave it")
        self.phone.tap(next(each for each in again if self.phone.offers(each)))

    def _hears(self) -> None:
        """They improve what was spoken of, answer, or just read it."""
        drawn = self.chance.random()
        if drawn < IMPROVES and self.phone.offers("Improve it"):
            self.phone.tap("Improve it")
            self._improves()
        elif drawn < ANSWERS:
            self.phone.tap(f"Answer {CONTACT}")
            self._writes("replies")

    def _improves(self) -> None:
        """They say more of who they are; anything else they leave as it is."""
        if self.phone.offers("Keep my answer"):
            more = self.chance.choice(self._said("improvements"))
            self.phone.write(f"{self.told.who}. {more}")
        if self.phone.offers(f"Show {CONTACT} the new one"):
            self.phone.tap(f"Show {CONTACT} the new one", "Done for today")

    def _answers_reminder(self) -> None:
        if self.phone.offers("✏") and self.chance.random() < 0.5:
            self.phone.tap("✏")
            self._writes("reminder_answers")
        if self.phone.offers("✔ Done"):
            self.phone.tap("✔ Done")

    # How they do it ------------------------------------------------------------------------------------

    @property
    def _today(self) -> date:
        return day_of(self.phone.world.now)

    def _said(self, of: str) -> tuple[str, ...]:
        """What can be said, in the citizen's own language where it is another."""
        return self.said.get(f"{of}_{self.told.language}") or self.said[of]

    def _writes(self, of: str) -> None:
        """Words to somebody, also such as the bot might take for a word to itself."""
        self.phone.write(self.chance.choice(self._said(of)))
        if self.phone.offers("Use my words as my answer"):
            self.phone.tap("Use my words as my answer")

    def _begin(self, label: str) -> None:
        """Something new, chosen in the menu."""
        self.phone.command("menu")
        if not self.phone.offers(label):
            self.phone.tap("More …")
        self.phone.tap(label)
        if self.phone.offers("A whole exercise"):
            self.phone.tap("A whole exercise")

    def _finish(self, *, shows: bool, done: str = "Done for today") -> None:
        """Show what was made to the contact person, or to nobody, and be done for the day."""
        if shows:
            self.phone.tap("Show it to")
            if self.phone.offers(f"{CONTACT}, contact person"):
                self.phone.tap(f"{CONTACT}, contact person")
            self.phone.tap("Yes, show it")
        self.phone.tap(done)

    def _score(self, *, shows: bool) -> None:
        """Every axis, what to do more about, and the goal; then perhaps somebody sees it."""
        first = not self.levels
        self.levels = [self._moved(each) for each in self.levels] or [
            self._within(self.life.level + self.chance.choice((-1, 0, 0, 1))) for _ in range(AXES)
        ]
        self._answers_axes()
        if self.phone.offers("✔ Done"):
            self.phone.tap("✔ Done")  # nothing is seen otherwise than the last time
        if first:
            self.phone.tap("Yes", *("☐" for _ in range(FOCUS)), "✔ Done")
        else:
            self.phone.tap("Not now")  # what was in focus stays so
        self._sets_goals()
        for label in ("Today", "Not now"):  # the first day of the course; and no step at once
            if self.phone.offers(label):
                self.phone.tap(label)
        if self.phone.offers("Show it to"):
            self._finish(shows=shows)

    def _answers_axes(self) -> None:
        levels = iter(self.levels)
        while self.phone.offers("7 ") or (self.phone.offers("Yes") and not self.phone.offers("Not now")):
            if self.phone.offers("Yes, you may"):
                self.phone.tap("Yes, you may" if self.life.agrees else "No, leave it out")
            elif self.phone.offers("Yes"):
                self.phone.tap("Yes")
            else:
                self.phone.tap(str(next(levels)))

    def _sets_goals(self) -> None:
        """A goal with its small steps for the first of what they want to do more about."""
        texts = iter((self.told.goal, "\n".join(self.told.steps)))
        while self.phone.offers("💡") and self.phone.offers("Skip"):
            text = next(texts, None)
            self.phone.tap("Skip") if text is None else self.phone.write(text)

    def _moved(self, level: int) -> int:
        if self.chance.random() > MOVES:
            return level
        return self._within(level + (1 if self.chance.random() < self.life.forward else -1))

    def _within(self, level: int) -> int:
        return min(BEST, max(WORST, level))
