"""What a round comes to. Every figure is counted in the same way for every bot, from what people wrote and saw."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median, quantiles
from typing import TYPE_CHECKING

from benchmarks.reliability.form import STEPS
from benchmarks.reliability.person import START
from tests.end_to_end.phones import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.reliability.person import Record
    from benchmarks.reliability.scenario import Outcome
    from tests.end_to_end.phones import Message


@dataclass(frozen=True)
class Figures:
    """One row of the table."""

    sent: int
    lost: int
    doubled: int
    misplaced: int
    skipped: int
    repeated: int
    stuck: int
    restarted: int
    summaries: int
    right: int
    corrections: int
    kills: int
    hit: int
    recovery: float | None
    slowest: float | None
    mended: int


def figures(outcome: Outcome) -> Figures:
    """Count everything in the records of a round."""
    records = list(outcome.records.values())
    waits = [wait for record in records for wait in record.waits]
    seconds = [each for record in records for each in recoveries(record, outcome.kills)]
    kept = [(record, outcome.stored.get(user, [])) for user, record in outcome.records.items()]
    return Figures(
        sent=sum(len(record.written) for record in records),
        lost=sum(lost(record, stored) for record, stored in kept),
        doubled=sum(doubled(stored) for _, stored in kept),
        misplaced=sum(misplaced(record, stored) for record, stored in kept),
        skipped=sum(len(record.skipped) for record in records),
        repeated=sum(repeated(messages) for messages in outcome.heard.values()),
        stuck=sum(wait.stuck for wait in waits),
        restarted=sum(wait.restarts > 0 for wait in waits),
        summaries=sum(len(record.summaries) for record in records),
        right=sum(right(record) for record in records),
        kills=len(outcome.kills),
        corrections=sum(record.corrections for record in records),
        hit=len(seconds),
        recovery=median(seconds) if seconds else None,
        slowest=quantiles(seconds, n=20)[-1] if len(seconds) > 1 else None,
        mended=outcome.mended,
    )


def lost(record: Record, stored: Iterable[tuple[str, str]]) -> int:
    """Answers of which no text at all is in the storage, under whichever question."""
    known = {text for _, text in stored}
    return sum(known.isdisjoint(texts) for texts in record.written.values())


def doubled(stored: Iterable[tuple[str, str]]) -> int:
    """Texts that are in the storage more than once, though each was written once."""
    return sum(times > 1 for times in Counter(text for _, text in stored).values())


def misplaced(record: Record, stored: Iterable[tuple[str, str]]) -> int:
    """Texts that stand under another question than the one that they were written to."""
    belongs = {text: step for (_, step), texts in record.written.items() for text in texts}
    return len({text for step, text in stored if text in belongs and belongs[text] != step})


def repeated(messages: Iterable[Message]) -> int:
    """Messages of the bot that are equal to its one before, unless the person wrote /start in between."""
    count, before = 0, None
    for message in messages:
        if message.own:
            before = None if message.text.startswith(START) else before
        else:
            count += before is not None and fingerprint(message) == before
            before = fingerprint(message)
    return count


def right(record: Record) -> int:
    """Summaries in which each question has a text that was written to it in that form."""
    return sum(
        len(shown) == len(STEPS)
        and all(any(text in shown[step] for text in record.written.get((form, step), [])) for step in STEPS)
        for form, shown in record.summaries
    )


def recoveries(record: Record, kills: Iterable[float]) -> list[float]:
    """Seconds until a person was answered again: once for each kill, and for each send that was hit by a fault.

    Counted from the kill, or from what the person wrote after it; after a fault from what they had written.
    """
    waits = [(wait, wait.ended) for wait in record.waits if wait.ended is not None]
    seconds = [ended - wait.began for wait, ended in waits if wait.faulty]
    before = 0.0
    for wait, ended in waits:
        struck = next((kill for kill in sorted(kills) if before < kill <= ended), None)
        if struck is not None:
            seconds.append(ended - max(wait.began, struck))
        before = ended
    return seconds
