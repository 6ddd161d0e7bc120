"""What to call a person, from what they wrote when asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.engine.view import View

LEAD = re.compile(
    r"\A(?:(?:hej|hallo|hi|hello)\b[\s,.!]*)?"
    r"(?:(?:jeg hedder|mit navn er|jeg er|det er|(?:du kan )?kald(?:e)? mig|my name is|i am|i['’]m|call me)\s+)?",
    re.IGNORECASE,
)
TAIL = re.compile(r"[,.!\n].*|\s+(?:og|men|and|but)\s.*", re.DOTALL | re.IGNORECASE)
LONGEST = 40


def first_name(view: View) -> str:
    """The name in "hej, jeg hedder samir", with a capital; what was written where no name can be told from it."""
    written = " ".join(str(view.value("name")).split())
    name = (TAIL.sub("", LEAD.sub("", written, count=1)).strip() or written)[:LONGEST]
    return name[:1].upper() + name[1:]
