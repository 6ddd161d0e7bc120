"""What the exercises say where it is a list rather than a conversation: files that a job coach can read and change."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.coaching import retention
from bot.coaching.course import WEEKS
from bot.flows.content import call, interview, law, star


@dataclass(frozen=True, slots=True)
class Content:
    """The content of every exercise that has some; each is the packaged one where no other is given."""

    course_weeks: int = WEEKS
    """How long a course is planned to last."""
    retention_weeks: int = retention.WEEKS
    """How long what is stored of somebody is kept after their course, or after they were last here."""
    star: star.StarContent = field(default_factory=star.packaged)
    topics: tuple[call.Topic, ...] = field(default_factory=call.packaged)
    questions: tuple[interview.InterviewQuestion, ...] = field(default_factory=interview.packaged)
    law: law.Law = field(default_factory=law.packaged)
