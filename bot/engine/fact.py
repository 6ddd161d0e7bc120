"""What a flow may ask of the world around it, as it is declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["exercises", "items", "papers", "paragraphs", "record", "records", "text", "texts"]
"""What a fact is: `Item`s whose keys are exercises (or flows to begin), other `Item`s, paragraphs, one text, texts by
their keys, `Paper`s, or what is known of something and of several things, each as a dictionary."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a flow can ask for under a name: the kind of value that it gets, and what that means.

    What is `never_empty` has something to choose for everybody, from the first moment on.
    """

    kind: Kind
    meaning: str
    never_empty: bool = False
