"""A contact person for a citizen who has been alone until now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.town import METTE, join, settle_staff

if TYPE_CHECKING:
    from tests.talk import Talk


def with_contact(talk: Talk, name: str = "Mette") -> Talk:
    """The phone of a contact person, who follows the citizen of this talk from now on."""
    staff = settle_staff(talk.beside(METTE, talk.phone_language), name, "contact")
    join(talk, staff)
    return staff
