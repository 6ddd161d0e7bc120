"""Updates of every kind that the Bot API has, made from the signatures of the installed library; and broken ones."""

from __future__ import annotations

import inspect
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import telegram
from hypothesis import strategies as st

from bot.chat.updates import SERVICE

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

DEEP: Final = 4
"""How many objects stand in each other at most: beyond it, what is optional is left out."""
PERSON: Final = 7_100_000_001
"""Who sends them: somebody in the middle of an exercise."""
SEQUENCE: Final = re.compile(r"\bSequence\[")
CLASS: Final = re.compile(r"(?:telegram(?:\.\w+)*\.|ForwardRef\('|^|\[')([A-Z]\w+)")
JSON_NAMES: Final = {"from_user": "from"}

OURS: Final = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds that are asked for."""
WRITTEN: Final = (
    "Hej", "/start", "/start KM482739", "/mydata", "KM 482 739", "010190-1234", "\ud800", "\0", "<b>",
)  # fmt: skip
TEXTS: Final = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ("Hej", "/start", "/start KM482739", "/mydata", "KM 482 739", "010190-1234", "\ud800", "\0", "<b>")
    ),
    st.text(st.characters(codec=None), max_size=10),
    st.builds(lambda text, times: text * times, st.text(min_size=1, max_size=4), st.integers(1, 400)),
)
NUMBERS: Final = st.one_of(st.integers(0, 100), st.integers(-(2**52), 2**52), st.just(PERSON))
VOICE: Final = {"file_id": "AwAC", "file_unique_id": "x", "duration": 3, "file_size": 900}
CONTENTS: Final = st.one_of(
    TEXTS.map(lambda text: {"text": text, "data": text, "id": "77"}),
    TEXTS.map(lambda text: {"text": text}),
    TEXTS.map(lambda text: {"voice": VOICE, "caption": text}),
    TEXTS.map(lambda text: {"photo": [], "caption": text}),
    st.just({}),
)
ANYTHING: Final = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        TEXTS,
        st.just(10**40),
        st.just(-(2**63) - 1),
        st.just(""),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def kinds() -> list[str]:
    """Every kind of update that the library knows."""
    return [str(each.value) for each in telegram.constants.UpdateType]


@cache
def updates() -> SearchStrategy[dict[str, Any]]:
    """A sound update of any kind, or a broken one; half of them our person's own. Whoever sends it gives the id."""
    sound = st.sampled_from(kinds()).flatmap(_of_kind)
    own = st.sampled_from(OURS).flatmap(_of_our_person)
    return st.one_of(
        own, own.flatmap(_broken), sound, own, sound.flatmap(_broken), sound.flatmap(_broken).flatmap(_broken)
    )


def _of_kind(kind: str) -> SearchStrategy[dict[str, Any]]:
    fields = inspect.signature(telegram.Update.__init__).parameters
    return _of_annotation(str(fields[kind].annotation), 0).map(lambda body: {kind: body})


def _of_our_person(kind: str) -> SearchStrategy[dict[str, Any]]:
    """From our person, in a chat of their own, as most of what comes: words, a recording, a picture."""
    drawn = st.tuples(_of_kind(kind), CONTENTS, st.integers(1_000, 9_000))
    return drawn.map(lambda each: {kind: _private(each[0][kind], each[1], each[2])})


def _private(drawn: dict[str, Any], content: dict[str, Any], number: int) -> dict[str, Any]:
    body = {each: value for each, value in drawn.items() if each not in SERVICE}
    person = {"id": PERSON, "is_bot": False, "first_name": "Samir", "language_code": "da"}
    chat = {"id": PERSON, "type": "private", "first_name": "Samir"}
    shown = {"message_id": number + 1, "chat": chat, "date": 1_772_442_000}
    return {**body, **content, "from": person, "chat": chat, "message_id": number, "message": shown}


@cache
def _of_class(name: str, depth: int) -> SearchStrategy[dict[str, Any]]:
    """An object of the Bot API: what it has to have, and some of what it can have."""
    needed, possible = {}, {}
    for field, parameter in inspect.signature(getattr(telegram, name).__init__).parameters.items():
        if field in {"self", "api_kwargs", "args", "kwargs"}:
            continue
        known = JSON_NAMES.get(field, field)
        if parameter.default is inspect.Parameter.empty:
            needed[known] = st.deferred(_later(str(parameter.annotation), depth + 1))
        elif depth < DEEP:
            possible[known] = st.deferred(_later(str(parameter.annotation), depth + 1))
    chosen = st.lists(st.sampled_from(sorted(possible)), max_size=4, unique=True) if possible else st.just([])
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries(needed | {name: possible[name] for name in names})
    )


def _later(annotation: str, depth: int) -> Any:
    return lambda: _of_annotation(annotation, depth)


def _of_annotation(annotation: str, depth: int) -> SearchStrategy[Any]:
    """What stands at a field, told by the annotation of the library."""
    classes = [name for name in CLASS.findall(annotation) if _is_object(name)]
    one = _of_class(classes[-1], depth) if classes and depth <= DEEP + 2 else _plain(annotation)
    for _ in SEQUENCE.findall(annotation):
        one = st.lists(one, max_size=2)
    return one


def _is_object(name: str) -> bool:
    found = getattr(telegram, name, None)
    return inspect.isclass(found) and issubclass(found, telegram.TelegramObject)


def _plain(annotation: str) -> SearchStrategy[Any]:
    if "datetime" in annotation or "timedelta" in annotation or "int" in annotation:
        return NUMBERS
    if "bool" in annotation:
        return st.booleans()
    if "float" in annotation:
        return st.floats(-180, 180)
    return TEXTS


def _broken(update: dict[str, Any]) -> SearchStrategy[dict[str, Any]]:
    """The same with a field missing, another one more, or something else in its place, at any depth."""
    places = list(_places(update))
    if not places:
        return st.just(update)
    return st.tuples(
        st.sampled_from(places), st.sampled_from(("gone", "more", "other")), ANYTHING, TEXTS
    ).map(lambda drawn: _changed(update, *drawn))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from _places(inner, (*path, key))


def _changed(value: Any, path: tuple[Any, ...], how: str, other: Any, name: str) -> Any:
    key, rest = path[0], path[1:]
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if rest:
        copy[key] = _changed(value[key], rest, how, other, name)
    elif how == "gone":
        del copy[key]
    elif how == "more" and isinstance(copy, dict):
        copy[name] = other
    else:
        copy[key] = other
    return copy
