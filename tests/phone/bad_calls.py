"""What the tests of bad calls share: how one is written down, and what is expected of it."""

from typing import Any, TypeAlias

import pytest

from tests.phone.support import SARA, Phone

BadCall: TypeAlias = tuple[str, dict[str, Any], int, str]
"""Method, parameters, and the error's code and words."""

HI = {"chat_id": SARA, "text": "hi"}
FILLED = "x" * 4096
"""The longest text."""


def each(bad: list[BadCall]) -> pytest.MarkDecorator:
    """A test for every one, named after its method and the error's words."""
    return pytest.mark.parametrize("call", bad, ids=[f"{method}-{words[:70]}" for method, _, _, words in bad])


async def is_refused(phone: Phone, call: BadCall) -> None:
    """The call gets exactly that error, and leaves everything as it was."""
    method, params, code, words = call
    before = await phone.get("state")
    assert await phone.call(method, **params) == {"ok": False, "error_code": code, "description": words}
    assert await phone.get("state") == before
