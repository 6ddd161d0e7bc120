"""What can be wrong with a flow: each error names the flow, the step and the mend."""

from __future__ import annotations

from dataclasses import dataclass


class FlowError(Exception):
    """A flow cannot run as it is declared."""


class UnknownName(FlowError):
    """A placeholder or branch names something that is neither an answer, a value nor a fact."""

    def __init__(self, flow: str, place: str, name: str) -> None:
        super().__init__(
            f"{flow}: step {place!r} uses {name!r}; expected a step id, a flow value or a known fact"
        )


class NoWay(FlowError):
    """The graph has no move from a step with what was answered."""

    def __init__(self, flow: str, state: str, trigger: str) -> None:
        super().__init__(
            f"{flow}: step {state!r} has no way on for {trigger!r}; give it a goto or an otherwise"
        )


class EndlessLoop(FlowError):
    """Steps that never wait lead round in a circle."""

    def __init__(self, flow: str, place: str) -> None:
        super().__init__(f"{flow}: no question is reached from step {place!r}; put a question into the loop")


class LoopBetweenFlows(FlowError):
    """Flows that never wait lead to one another in a circle."""

    def __init__(self, flow: str, most: int) -> None:
        super().__init__(
            f"{flow!r}: expected at most {most} hand-overs in a turn, but it goes round in a loop; "
            "put a question into one of the flows"
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the checker found: where it is and how to mend it."""

    flow: str
    step: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = f"bot/flows/{self.flow}.py" + (f", step {self.step!r}" if self.step else "")
        stop = "" if self.mend.endswith("?") else "."
        return f"{where}: {self.what}. {self.mend}{stop}"


class BrokenFlows(FlowError):
    """The checker found problems; the program does not start."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
