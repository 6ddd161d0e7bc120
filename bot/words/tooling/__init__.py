"""Keeping the catalogues in step with the code: `python -m bot words extract` and `python -m bot words check`."""

from bot.words.tooling.check import check
from bot.words.tooling.extract import Change, extract
from bot.words.tooling.problem import Problem

__all__ = ["Change", "Problem", "check", "extract"]
