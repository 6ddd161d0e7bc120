"""The labelled answers in answers/, and how well the advice hits them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.coaching.advice import RULES, advise, strengths

if TYPE_CHECKING:
    from bot.coaching.given import Kind

ANSWERS = Path(__file__).parent / "answers"
KINDS: dict[str, Kind] = {"pitch": "pitch", "answer": "answer"}


@dataclass(frozen=True)
class Answered:
    """A text with the advice that would be right for it, and the phrases in it that may be praised."""

    language: str
    kind: Kind
    question: str
    text: str
    right: frozenset[str]
    good: tuple[str, ...]

    @property
    def advice(self) -> list[str]:
        points = advise(self.text, kind=self.kind, language=self.language, about=self.question)
        return [point.rule for point in points]

    @property
    def praise(self) -> tuple[str, ...]:
        return strengths(self.text, language=self.language)

    def is_good(self, phrase: str) -> bool:
        """Whether a phrase is one that may be praised: the same, or one holds the other."""
        return any(phrase in good or good in phrase for good in self.good)


def answered(name: str) -> list[Answered]:
    """What one file holds; FileNotFoundError where there is no such file."""
    path = ANSWERS / f"{name}.toml"
    language = name.rpartition("_")[2]
    read = [
        Answered(
            language,
            KINDS[each["kind"]],
            each.get("question", ""),
            each["text"],
            frozenset(each["right"]),
            tuple(each.get("good", ())),
        )
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["answer"]
    ]
    for each in read:
        assert each.right <= {rule.id for rule in RULES}, f"{path.name}: no such advice: {each.right}"
        assert all(good in each.text for good in each.good), f"{path.name}: not word for word: {each.good}"
    return read


@dataclass(frozen=True)
class Score:
    """How well the advice hits some answers."""

    given: int
    right: int
    needed: int
    helped: int
    praised: int
    well: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The advice that is right, of all that is given."""
        return self.right / max(self.given, 1)

    @property
    def recall(self) -> float:
        """The texts that get some right advice, of those for which some would be right."""
        return self.helped / max(self.needed, 1)

    @property
    def praise(self) -> float:
        """The phrases named as good that may be praised, of all that are named."""
        return self.well / max(self.praised, 1)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.right} of {self.given}), "
            f"recall {self.recall:.3f} ({self.helped} of {self.needed} texts), "
            f"praise {self.praise:.3f} ({self.well} of {self.praised})\n" + "\n".join(self.wrong)
        )


def score(answers: list[Answered]) -> Score:
    given = [(each, rule) for each in answers for rule in each.advice]
    praised = [(each, phrase) for each in answers for phrase in each.praise]
    wrong = [f"{rule}: {each.text}" for each, rule in given if rule not in each.right]
    wrong += [f"{phrase!r} in: {each.text}" for each, phrase in praised if not each.is_good(phrase)]
    return Score(
        given=len(given),
        right=sum(rule in each.right for each, rule in given),
        needed=sum(bool(each.right) for each in answers),
        helped=sum(not each.right.isdisjoint(each.advice) for each in answers),
        praised=len(praised),
        well=sum(each.is_good(phrase) for each, phrase in praised),
        wrong=tuple(wrong),
    )
