"""The kinds of step that a flow can be declared with."""

from bot.engine.steps.arranging import Arrange, Review
from bot.engine.steps.base import Accept, Again, Confirm, Given, Option, Outcome, Question, Redraw, Step, Tap
from bot.engine.steps.choosing import Ask, AskMany, Choice, Pick
from bot.engine.steps.naming import AskName
from bot.engine.steps.phones import AskPhone
from bot.engine.steps.scale import Scale
from bot.engine.steps.silent import (
    Act,
    Begin,
    Branch,
    Consent,
    Copy,
    Discard,
    Draw,
    End,
    Forget,
    Handover,
    Hold,
    Hush,
    Keep,
    Open,
    Remember,
    Repeat,
    Reuse,
    Tell,
    Wake,
)
from bot.engine.steps.values import AskDate, AskNumber, AskTime
from bot.engine.steps.writing import Speak, Suggest, Write

__all__ = [
    "Accept",
    "Act",
    "Again",
    "Arrange",
    "Ask",
    "AskDate",
    "AskMany",
    "AskName",
    "AskNumber",
    "AskPhone",
    "AskTime",
    "Begin",
    "Branch",
    "Choice",
    "Confirm",
    "Consent",
    "Copy",
    "Discard",
    "Draw",
    "End",
    "Forget",
    "Given",
    "Handover",
    "Hold",
    "Hush",
    "Keep",
    "Open",
    "Option",
    "Outcome",
    "Pick",
    "Question",
    "Redraw",
    "Remember",
    "Repeat",
    "Reuse",
    "Review",
    "Scale",
    "Speak",
    "Step",
    "Suggest",
    "Tap",
    "Tell",
    "Wake",
    "Write",
]
