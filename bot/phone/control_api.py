"""The tests' API over HTTP: faults, limits, disorder, the kill switch, raw updates, the call log, and a new start."""

from aiohttp import web

from bot.phone.errors import GestureError, whole
from bot.phone.limits import numbers
from bot.phone.web_json import EXCHANGE, answer, read_json


def add_routes(app: web.Application) -> None:
    app.router.add_get("/phone/calls", _calls)
    app.router.add_get("/phone/kill", _kill_state)
    app.router.add_post("/phone/kill", _arm_kill)
    app.router.add_post("/phone/faults", _add_fault)
    app.router.add_post("/phone/limits", _set_limits)
    app.router.add_post("/phone/disorder", _set_disorder)
    app.router.add_post("/phone/updates", _inject)
    app.router.add_post("/phone/reset", _reset)


async def _calls(request: web.Request) -> web.Response:
    since = request.query.get("since", "0")
    if not since.isdecimal():
        raise GestureError(f"since must be a whole number, got {since!r}")
    return answer(request.app[EXCHANGE].calls.since(int(since)))


async def _kill_state(request: web.Request) -> web.Response:
    return answer(request.app[EXCHANGE].kill.state())


async def _arm_kill(request: web.Request) -> web.Response:
    kill = request.app[EXCHANGE].kill
    kill.arm(await read_json(request))
    return answer(kill.state())


async def _add_fault(request: web.Request) -> web.Response:
    request.app[EXCHANGE].faults.add(await read_json(request))
    return answer({})


async def _set_limits(request: web.Request) -> web.Response:
    request.app[EXCHANGE].limits.switch(numbers(await read_json(request)))
    return answer({})


async def _set_disorder(request: web.Request) -> web.Response:
    request.app[EXCHANGE].updates.disorder.switch(await read_json(request))
    return answer({})


async def _inject(request: web.Request) -> web.Response:
    wish = await read_json(request)
    exchange = request.app[EXCHANGE]
    if "update" not in wish:
        raise GestureError('expected {"update": anything, "update_id": a whole number or absent}')
    update_id = None if wish.get("update_id") is None else whole(wish, "update_id", 0)
    chat = whole(wish, "chat", 0)
    with exchange.storage.transaction():
        return answer({"update_id": exchange.updates.inject(wish["update"], update_id, chat)})


async def _reset(request: web.Request) -> web.Response:
    await read_json(request)
    request.app[EXCHANGE].reset()
    return answer({})
