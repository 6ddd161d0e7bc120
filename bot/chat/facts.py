"""What flows may ask of the world around them: the answers to `bot.flows.FACTS`, from the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.chat.mydata import everything
from bot.engine.callbacks import to_base36
from bot.engine.context import Item
from bot.engine.text import N_, Value, Words, literal
from bot.engine.view import View, placeholders
from bot.state import organisations, sessions, versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.engine.context import Context
    from bot.engine.flow import Flow
    from bot.engine.session import Session
    from bot.state.cursor import Cursor
    from bot.state.people import Known
    from bot.words import Catalogues

UNNAMED = N_("without a name")


@dataclass(slots=True)
class Facts:
    """Answers to what a flow asks about one person, looked up when asked for; valid inside the transaction."""

    cursor: Cursor
    known: Known
    flows: Mapping[str, Flow]
    catalogues: Catalogues
    context: Callable[[], Context]

    def __call__(self, name: str, session: int) -> Any:
        """The fact of this name for a session; KeyError for a name that is not in `bot.flows.FACTS`."""
        return FACTS[name](self, session)

    def home(self, _: int) -> tuple[Item, ...]:
        """Exercises to go on with, unfinished ones first, then what can be begun."""
        mine = sessions.overview(self.cursor, self.known.person.id)
        open_ones = (self._exercise(session) for session in mine if self._is_exercise(session))
        offers = (Item(f"new_{flow.id}", Words(flow.offer)) for flow in self.flows.values() if flow.offer)
        return (*open_ones, *offers)

    def _is_exercise(self, session: Session) -> bool:
        flow = self.flows.get(session.flow)
        return flow is not None and not flow.single and bool(session.answers)

    def _exercise(self, session: Session) -> Item:
        """How an exercise is called at home: its name, and how far it has come."""
        flow = self.flows[session.flow]
        done, all_ = flow.progress(session)
        name = self._called(flow, session)
        if done < all_:
            # Translators: button. The name of an exercise, and how many of its questions are answered.
            label = Words(N_("{name} · {done} of {all}"), {"name": name, "done": done, "all": all_})
        else:
            # Translators: button. The name of an exercise that is finished.
            label = Words(N_("✔ {name}"), {"name": name})
        return Item(to_base36(session.id), label)

    def _called(self, flow: Flow, session: Session) -> Words:
        if not flow.called:
            return Words(flow.title)
        view = View(flow, session, self.context(), self.known.person)
        values: dict[str, Value] = {name: view[name] for name in placeholders(flow.called)}
        missing = {name: Words(UNNAMED) for name, value in values.items() if value in {"", Words("–")}}
        return Words(flow.called, {**values, **missing})

    def versions(self, session: int) -> tuple[Item, ...]:
        """The kept versions of an exercise, newest first."""
        kept = versions.of_exercise(self.cursor, session)
        return tuple(self._version(number, content) for number, content, _ in reversed(kept))

    def _version(self, number: int, content: dict[str, Any]) -> Item:
        seconds = content.get("spoken_seconds") or content.get("seconds", 0)
        # Translators: button. A kept version of a talk, and how long it takes to say.
        label = N_("Version {number} · {seconds} seconds")
        return Item(str(number), Words(label, {"number": number, "seconds": seconds}))

    def version_texts(self, session: int) -> dict[str, str]:
        """The text of each kept version, by its item's key."""
        kept = versions.of_exercise(self.cursor, session)
        return {str(number): str(content.get("text", "")) for number, content, _ in kept}

    def languages(self, _: int) -> tuple[Item, ...]:
        """The languages on offer, each by its own name."""
        return tuple(Item(code, literal(tongue.name)) for code, tongue in self.catalogues.languages.items())

    def everything(self, _: int) -> tuple[Words, ...]:
        """All that is stored about the person, as paragraphs."""
        return everything(self.cursor, self.known, self.flows, self.context())

    def organisation(self, _: int) -> str:
        return organisations.get(self.cursor, self.known.organisation)[0]

    def contact(self, _: int) -> str:
        return organisations.get(self.cursor, self.known.organisation)[1]


FACTS: dict[str, Callable[[Facts, int], Any]] = {
    "contact": Facts.contact,
    "everything": Facts.everything,
    "home": Facts.home,
    "languages": Facts.languages,
    "organisation": Facts.organisation,
    "version_texts": Facts.version_texts,
    "versions": Facts.versions,
}
