"""One of the staff who follow the invented citizens: what waits for them, and what they do about it at their desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal
from zoneinfo import ZoneInfo

from bot.coaching.recurrence import Rule, next_after
from bot.commands.invented.half_year import ZONE
from bot.engine.deeds import Comment, Deal, Invite, Look, Observe, PromiseCall, Remind, Watch
from bot.state import notices, relations, shares

if TYPE_CHECKING:
    from random import Random

    from bot.commands.invented.told import Said
    from bot.commands.invented.world import Phone, World
    from bot.engine.deeds import Deed
    from bot.policy import Staff
    from bot.state.notices import Notice
    from bot.state.relations import Relation
    from bot.state.shares import Share

SILENCE: Final = 21
"""Days without a word, after which they want to hear of it."""
VALID: Final = timedelta(days=7)
WHO: Final = "who"
"""The answer of a pitch that they suggest something about."""
AXIS: Final = "axis_"
BELIEF: Final = (3, 7)
"""How much they believe that somebody gets a job, from 1 to 7."""


@dataclass
class Follower:
    """Who they are, and what they say."""

    world: World
    phone: Phone
    person: int
    organisation: int
    role: Staff
    said: Said
    chance: Random

    def invites(self, code: str) -> str:
        """One more citizen, by this code."""
        self._do(Invite(code, self.role, self.world.now + VALID))
        return code

    def works(self) -> None:
        """Go through what waits, the longest waiting first."""
        for each in notices.waiting(self.world.cursor, self.person):
            self._sees_to(each)

    def opens(self) -> None:
        """Open in the chat what they were written to about last: of what comes next they are told at once."""
        if self.phone.offers("Continue"):
            self.phone.tap("Continue")

    def reminds(self, citizen: int, of: str, kind: Literal["once", "weekly"] = "once") -> None:
        """Write something to a citizen that comes tomorrow morning, or from then on every week."""
        relation = self._relation(citizen)
        tomorrow = self.world.now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=1)
        rule = Rule(kind, tomorrow, time(10))
        due = next_after(rule, self.world.now, ZONE)
        if due is not None:
            new, text = self.world.turns.ids.next(), self._says(of)
            self._do(Remind(new, relation.id, rule.to_json(), due, text=text))

    def _sees_to(self, notice: Notice) -> None:
        citizen = notice.about
        match notice.kind:
            case "joined" if citizen:
                self._do(Watch(self._relation(citizen).id, SILENCE))
            case "call":
                self._do(PromiseCall(notice.id))
                return
            case "shared" | "replied" | "help" if citizen:
                self._reads(notice.kind, citizen, notice.exercise)
            case "silence" if citizen:
                self.reminds(citizen, "reminders")
        self._do(Deal(notice.id))

    def _reads(self, kind: str, citizen: int, exercise: int) -> None:
        """Look at what is shown, and mostly say something of it."""
        seen = shares.seen_by(self.world.cursor, self.person, citizen)
        share = next((each for each in seen if each.exercise == exercise), None)
        if share is None:
            return
        self._do(Look((share.id,), at_desk=True))
        if kind == "replied":
            return
        self._do(Comment(share.id, "reviewed"))
        flow = share.snapshot["flow"]
        if flow == "star":
            self._sees_star(share, citizen)
        if kind == "help":
            self._do(Comment(share.id, "comment", self._says("on_plans")))
        elif flow == "elevator_pitch" and self.chance.random() < 0.5:
            self._do(Comment(share.id, "suggestion", self._says("suggestions"), WHO))
        elif self.chance.random() < 0.7:
            text = self._says("on_stars" if flow == "star" else "comments")
            self._do(Comment(share.id, "comment", text))

    def _sees_star(self, share: Share, citizen: int) -> None:
        """Note how much they believe in somebody, and now and then score the star beside them."""
        relation = self._relation(citizen)
        self._do(Observe(relation.id, "belief", {"step": self.chance.randint(*BELIEF)}))
        if self.chance.random() < 0.3:
            day = self.world.now.astimezone(ZoneInfo(ZONE)).date().isoformat()
            content = {"scores": self._scores(share.snapshot), "high": 7, "day": day}
            self._do(Observe(relation.id, "star", content, share.exercise))

    def _scores(self, snapshot: dict[str, Any]) -> dict[str, int]:
        """As the citizen has scored, or one step beside that."""
        axes = [
            each["place"].removeprefix(AXIS) for each in snapshot["answers"] if each["place"].startswith(AXIS)
        ]
        return {axis: self.chance.randint(3, 6) for axis in axes}

    def _relation(self, citizen: int) -> Relation:
        return next(
            each for each in relations.of_citizen(self.world.cursor, citizen) if each.staff == self.person
        )

    def _says(self, of: str) -> str:
        return self.chance.choice(self.said[of])

    def _do(self, deed: Deed) -> None:
        self.world.do(self.person, self.organisation, deed)
