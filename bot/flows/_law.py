"""What the law section shows: the chosen section, and how old all of it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.engine.context import Item
from bot.engine.text import WithYear, Words
from bot.flows.content.law import HELP

if TYPE_CHECKING:
    from bot.engine.view import View
    from bot.flows.content.law import Law


@dataclass(frozen=True, slots=True)
class Reader:
    """The values of the flow, for the sections of one content file."""

    law: Law

    def topics(self, view: View) -> tuple[Item, ...]:
        """What can be read about."""
        del view
        return tuple(Item(section.id, Words(section.name)) for section in self.law.sections)

    def section(self, view: View) -> Words:
        """The section that the person chose, under its name."""
        return self._shown(str(view.value("topic")))

    def help(self, view: View) -> Words:
        """Where to get help."""
        del view
        return self._shown(HELP)

    def _shown(self, topic: str) -> Words:
        chosen = next(section for section in self.law.sections if section.id == topic)
        return Words("<b>{name}</b>\n{text}", {"name": Words(chosen.name), "text": Words(chosen.text)})

    def as_of(self, view: View) -> WithYear:
        """The day on which the sections were last held against the law; laws change over the years."""
        del view
        return WithYear(self.law.as_of)
