"""`python -m bot demo`: the practice phone and the bot, as two processes over one folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from bot import config
from bot.backoff import backoff
from bot.commands import clock, demo_people
from bot.commands.arguments import PORT
from bot.commands.invented import organisation
from bot.commands.storage import make_folder
from bot.config import BOT, ConfigError
from bot.state import keys
from bot.state.opening import is_missing, path_of, take_lock

if TYPE_CHECKING:
    import argparse
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable, Mapping, Sequence

TOKEN = "1000000001:practice-phone-token"  # noqa: S105 - opens nothing but the practice phone on this machine
MARK = ".demo"
"""A file by which a folder is known as the demo's."""
MAKING = "making"
"""The folder in it in which the invented citizens are made, before they take their place."""
DATABASE = "jobstjernen.db"
PATIENCE = 20.0
"""Seconds that the phone may take to start."""
STOP_SECONDS = 5.0
STEADY_SECONDS = 5.0
"""A program that lives this long has started well."""
LONGEST_WAIT = 30.0
OTHERS = (
    *("PUBLIC_URL", "DESK_URL", "HOST", "PORT", "WEBHOOK_SECRET", "HEALTH_HOST", "HEALTH_PORT"),
    *("DATA_KEY", "ERASURE_LEDGER"),
)
"""Settings of a real bot that the demo's must not take over: it polls, and has a key and a ledger of its own."""
PYTHON: tuple[str, ...] = (sys.executable, "-m", "bot.commands.leash")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--port", type=PORT, default=8081, help="where the page is served; 0 takes a free port (default 8081)"
    )
    parser.add_argument(
        "--desk-port",
        type=PORT,
        help="where the desk of staff is served (default: the port after that of the page)",
    )
    parser.add_argument("--data", type=Path, default=Path("data/demo"), help="folder that keeps everything")
    parser.add_argument("--reset", action="store_true", help="forget everything first")
    parser.add_argument(
        "--alone", action="store_true", help="only a citizen, who has not begun: the first contact is yours"
    )

    parser.add_argument(
        "--without-citizens",
        action="store_true",
        help="only the three people whose phones are on the page, without the thirty invented citizens",
    )


def run(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Serve both until the program is told to stop."""
    port = free_port("--port", options.port)
    desk = desk_port(options.desk_port, port)
    if options.reset:
        reset(options.data)
    mark(options.data)
    if not (options.alone or options.without_citizens):
        invent(options.data, partial(settings, port, desk, environment=environment))
    return asyncio.run(
        serve(port, options.data, settings(port, desk, options.data, environment), options.alone)
    )


def desk_port(wanted: int | None, port: int) -> int:
    """The port of the desk: where nobody wishes for one the next after the page's, or any where that is taken."""
    if wanted is not None:
        return free_port("--desk-port", wanted)
    try:
        return free_port("--desk-port", port + 1)
    except ConfigError:
        return free_port("--desk-port", 0)


def mark(data: Path) -> None:
    """Make the folder the demo's; ConfigError where that cannot be done."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / MARK).touch()
    except OSError as error:
        raise ConfigError(
            f"--data: expected a folder that can be written, got {data} ({error.strerror}); choose another"
        ) from error


def reset(data: Path) -> None:
    """Take away what the demo has made; ConfigError for a folder that no demo has used, or one uses now."""
    if not data.exists():
        return
    if not (data / MARK).exists():
        raise ConfigError(
            f"--reset: expected a folder that a demo has used, got {data}; take it away yourself"
        )
    database = data / "bot" / DATABASE
    if database.parent.exists():
        os.close(take_lock(database))  # a demo that runs would go on over files that are gone
    for name in ("phone", "bot", MAKING):
        shutil.rmtree(data / name, ignore_errors=True)


def invent(data: Path, settings_in: Callable[[Path], dict[str, str]]) -> None:
    """Let invented citizens live through half a year in a folder where the bot has not been yet.

    It takes its place as a whole: one that was interrupted leaves nothing behind.
    """
    if (data / "bot").exists():
        return
    making = data / MAKING
    clear(making)
    sys.stdout.write("Thirty invented citizens live through half a year, which takes a quarter of a minute ")
    try:
        read = config.read(settings_in(making))
        make_folder(read.database_url)
        make_key(Path(read.data_key_file), path_of(read.database_url), making)
        organisation.make(read, clock.now(), tell)
        (making / "bot").rename(data / "bot")
    finally:
        clear(making)
        sys.stdout.write("\n")


def tell() -> None:
    """One more month is over."""
    sys.stdout.write(".")
    sys.stdout.flush()


def clear(making: Path) -> None:
    """Take away what is left of an earlier try; AlreadyOpen while another demo is at it."""
    if (making / "bot").exists():
        os.close(take_lock(making / "bot" / DATABASE))
    shutil.rmtree(making, ignore_errors=True)


def free_port(option: str, port: int) -> int:
    """The port, or any free one for 0; ConfigError where another program serves there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise ConfigError(
                f"{option}: expected a free port, got {port} ({error}); choose another"
            ) from error
        found: int = probe.getsockname()[1]
    return found


async def serve(port: int, data: Path, environment: Mapping[str, str], alone: bool) -> int:
    """Run the phone, settle its people unless it is for one `alone`, then run the bot.

    A program that is killed is started again. Code 2 where one cannot start; errors as `config.read` and `Store.open`.
    """
    read = config.read(environment)
    make_folder(read.database_url)
    make_key(Path(read.data_key_file), path_of(read.database_url), data)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    place = ("--port", str(port), "--data", str(data / "phone"))
    away = f"{organisation.PHONES[0]}-{organisation.PHONES[-1]}"
    phone_command = (*PYTHON, "phone", *place, "--token", TOKEN, "--away", away, "--quiet")
    phone = asyncio.ensure_future(keep_running(phone_command, environment, stop))
    tasks = [phone]
    try:
        if not await (answers(port, phone) if alone else peopled(read, port, phone)):
            return 2  # the phone has said why
        tasks.append(asyncio.ensure_future(keep_running((*PYTHON, "run"), environment, stop)))
        sys.stdout.write(f"\nOpen http://127.0.0.1:{port}/ in a browser. Stop with Ctrl-C.\n\n")
        sys.stdout.flush()
        stopped = asyncio.ensure_future(stop.wait())
        ended, _ = await asyncio.wait({stopped, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        return 0 if stopped in ended else 2
    finally:
        stop.set()
        await asyncio.gather(*tasks)


def settings(port: int, desk: int, data: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """The bot's environment: the phone in Telegram's place, a database in the folder, an invented organisation."""
    return {
        "ORGANISATION_NAME": "Demoforeningen (opdigtet)",
        "ORGANISATION_CONTACT": "demo@example.org",
        **{name: value for name, value in environment.items() if name not in OTHERS},
        "DEMO": "yes",
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "DESK_URL": f"http://127.0.0.1:{desk}",
        "HOST": "127.0.0.1",
        "PORT": str(desk),
        "DATABASE_URL": f"sqlite:///{data / 'bot' / DATABASE}",
        "DATA_KEY_FILE": str(data / "bot" / "data.key"),
    }


def make_key(file: Path, database: Path, data: Path) -> None:
    """The demo's own key, made once: what it seals is only as safe as the folder, and nobody has to keep it.

    ConfigError where it is gone and a database is there: another key opens nothing of it.
    """
    if file.exists():
        return
    if not is_missing(database):
        raise ConfigError(
            f"--data: expected the demo's key at {file}, which opens the database {database}, found nothing there; put "
            f"it back, or begin again and forget everything: {BOT} demo --data {data} --reset"
        )
    keys.write(file, f"{keys.new_key()}\n")


async def rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until `stop`."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


async def keep_running(
    command: Sequence[str],
    environment: Mapping[str, str],
    stop: asyncio.Event,
    *,
    rest: Callable[[asyncio.Event, float], Awaitable[None]] = rest,
) -> None:
    """Run a program, and again whenever it was killed or told to stop, until `stop` or until it gives up by itself.

    One that is killed again and again right after its start waits longer each time.
    """
    loop, failures = asyncio.get_running_loop(), 0
    while not stop.is_set():
        begun = loop.time()
        process = await asyncio.create_subprocess_exec(*command, env=dict(environment), stdin=PIPE)
        ended = asyncio.ensure_future(process.wait())
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({ended, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ended.done():
            await end(process)
        if process.returncode is None or process.returncode > 0:
            return
        failures = failures + 1 if loop.time() - begun < STEADY_SECONDS else 0
        if failures:
            await rest(stop, backoff(failures, LONGEST_WAIT))


async def end(process: Process) -> None:
    """Ask a program to stop, and make it stop where it does not."""
    with suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            os.kill(process.pid, signal.SIGKILL)
            await process.wait()


async def peopled(read: config.Config, port: int, phone: asyncio.Future[None]) -> bool:
    """Let the demo's people begin, again if the phone is killed meanwhile; false once its program has ended."""
    while await answers(port, phone):
        with suppress(aiohttp.ClientConnectionError):
            await demo_people.begin(read)
            return True
    return False


async def answers(port: int, phone: asyncio.Future[None]) -> bool:
    """Whether the phone answers on its port; false as soon as its program has ended."""
    async with aiohttp.ClientSession() as http:
        for _ in range(int(PATIENCE / 0.1)):
            if phone.done():
                return False
            with suppress(aiohttp.ClientError):
                async with http.get(f"http://127.0.0.1:{port}/phone/state") as response:
                    return response.status == 200
            await asyncio.sleep(0.1)
    return False
