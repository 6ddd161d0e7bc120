"""Bring a saved session up to date with its flow as it is now: what was renamed, and a place that still exists."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from bot.engine.scratch import Scratch
from bot.engine.steps import Arrange, Repeat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.engine.flow import Flow
    from bot.engine.session import Answer, Session

EDIT, ALSO = "@edit_", "@also_"
USE, KEEP = "@heard_", "@recorded_"
"""How the buttons begin that make what was heard the answer at a place, and that leave the recording as it is."""


def adopt(flow: Flow, session: Session) -> None:
    """Change the session to the ids that its flow has now, standing at the last step of its trail that is left."""
    if flow.renamed:
        _rename(flow, session)
    session.trail = [place for place in session.trail if flow.exists(place)]
    if session.detour and not flow.exists(session.detour):
        session.detour = ""
    if session.at and not flow.exists(session.at):
        session.at = session.trail.pop() if session.trail else flow.start
        session.scratch = Scratch(moved=True)  # the person has another question in front of them


def key_now(flow: Flow, place: str, key: str) -> str:
    """What the key of an old button under the question of a place is called now."""
    for way in (EDIT, ALSO, USE, KEEP):
        if key.startswith(way):
            return way + place_now(flow, key.removeprefix(way))
    return _keys(flow, place).get(key, key)


def place_now(flow: Flow, place: str) -> str:
    """What a saved place is called now; inside a repeat also its item, which is a choice's key."""
    *inside, step = (flow.earlier.get(part, part) for part in place.split("/"))
    if len(inside) != 2:
        return "/".join((*inside, step))
    repeat, item = inside[0], place.split("/")[1]
    over = flow.find(repeat)
    keys = _keys(flow, over.over) if isinstance(over, Repeat) else {}
    return f"{repeat}/{keys.get(item, item)}/{step}"


def ever_called(flow: Flow, place: str) -> tuple[str, ...]:
    """Every name under which a place has been saved, the present one first."""
    *inside, step = place.split("/")
    if len(inside) != 2:
        return _called(flow, step)
    (repeat, item), over = inside, flow.find(inside[0])
    keys = _keys(flow, over.over) if isinstance(over, Repeat) else {}
    items = (item, *(old for old, now in keys.items() if now == item))
    return tuple("/".join(each) for each in product(_called(flow, repeat), items, _called(flow, step)))


def _called(flow: Flow, step: str) -> tuple[str, ...]:
    known = flow.find(step)
    return (step, *known.formerly) if known is not None else (step,)


def _keys(flow: Flow, place: str) -> Mapping[str, str]:
    """Old keys of the choices of a place's step, and what they are called now."""
    step = flow.find(place.rpartition("/")[2])
    chosen = flow.find(step.of) if isinstance(step, Arrange) else step
    return {old: choice.key for choice in getattr(chosen, "choices", ()) for old in choice.formerly}


def _rename(flow: Flow, session: Session) -> None:
    session.at = place_now(flow, session.at)
    session.detour = place_now(flow, session.detour)
    session.trail = [place_now(flow, place) for place in session.trail]
    session.prompts = [place_now(flow, place) for place in session.prompts]
    session.answers = {
        (now := place_now(flow, place)): _answer_now(_keys(flow, now), answer)
        for place, answer in session.answers.items()
    }
    early = session.scratch.early
    if early is not None:
        early = replace(early, joined=place_now(flow, early.joined))
        session.scratch = replace(session.scratch, early=early)
    if session.scratch.picked:
        keys = _keys(flow, session.at)
        session.scratch = replace(
            session.scratch, picked=tuple(keys.get(key, key) for key in session.scratch.picked)
        )


def _answer_now(keys: Mapping[str, str], answer: Answer) -> Answer:
    """An answer whose value is a key, or a list of keys, under the names they have now."""
    match answer["kind"]:
        case "choice":
            return {**answer, "value": keys.get(answer["value"], answer["value"])}
        case "choices" | "order":
            return {**answer, "value": [keys.get(key, key) for key in answer["value"]]}
    return answer
