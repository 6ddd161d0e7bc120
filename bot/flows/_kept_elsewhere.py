"""What an organisation keeps of a person outside of this program: what the law makes it keep, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.engine.text import N_, Words

if TYPE_CHECKING:
    from bot.engine.view import View

# Translators: {keeps} are whole sentences of the organisation's own.
BY_LAW = N_("The law makes {organisation} keep something elsewhere: {keeps} You can ask them here: {contact}")
PERHAPS = N_(
    "{organisation} may have notes of their own about you elsewhere. You can ask them here: {contact}"
)


def kept(view: View) -> Words:
    """The same for somebody who is here now."""
    return said(*(str(view.fact(name)) for name in ("organisation", "contact", "keeps")))


def said(organisation: str, contact: str, keeps: str) -> Words:
    """What stays elsewhere; what the law demands where the organisation has named it."""
    values = {"organisation": organisation, "contact": contact}
    if not keeps:
        return Words(PERHAPS, values)
    return Words(BY_LAW, {**values, "keeps": keeps if keeps[-1] in ".!?" else f"{keeps}."})
