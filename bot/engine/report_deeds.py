"""What is done about a report, as data: its contact person writes it and asks, its citizen answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class ReportDeed:
    """Something that is done about a report, by its id."""

    report: int


@dataclass(frozen=True, slots=True)
class BeginReport(ReportDeed):
    """Begin a report by this relation, about the days from `begun` to `until`; `report` is the new one's id."""

    relation: int
    begun: date
    until: date
    language: str


@dataclass(frozen=True, slots=True)
class WriteReport(ReportDeed):
    """Keep a new version of a report, which goes on from the version of this number, the newest."""

    number: int
    assessment: str
    proposals: str


@dataclass(frozen=True, slots=True)
class AskApproval(ReportDeed):
    """Ask the citizen whether this version, the newest, is right; what it says of what they show is held fast."""

    number: int


@dataclass(frozen=True, slots=True)
class SpeakInReport(ReportDeed):
    """The citizen says something in a report that they are asked about, in place of what they have said in it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ApproveReport(ReportDeed):
    """The citizen says that this version is right: it can be handed on."""

    number: int


@dataclass(frozen=True, slots=True)
class WishChanges(ReportDeed):
    """The citizen says what they would like to be different in this version."""

    number: int
    text: str
