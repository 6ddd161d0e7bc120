"""The log: a line for each event, with ids, kinds and places in the code; no words of people, names, tokens or traces.

What other libraries log goes the same way. Of that only the logger, the place and the class of the error are kept, for
nobody knows what is in their sentences: an address with the token, or an object with what somebody wrote.
"""

from __future__ import annotations

import json
import logging
import sys
import syslog
import threading
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from structlog.typing import EventDict, Processor, WrappedLogger

KNOWN: Final = frozenset({
    "api", "at", "chat", "error", "failures", "host", "intake", "key", "keys", "kind", "language", "logger", "method",
    "missing", "offered", "path", "people", "person", "port", "reason", "receipt", "recording", "row", "seconds",
    "through", "timer", "times", "update",
})  # fmt: skip
"""What an event may name besides itself. Anything else is left out, whoever adds it."""
LONGEST: Final = 300
IN_SYSTEM: Final = "jobstjernen"
"""Under which name the system's log knows what operators do by command."""
FRAMES: Final = 12
"""How many places of a trace are named, the innermost last."""

log = structlog.get_logger(__name__)


def configure(style: str) -> None:
    """Let everything that is logged in this program, by whichever way, come out as `style` says: text or json."""
    renderer: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if style == "text":
        renderer = structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            only_known,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(),
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Through()], force=True)
    logging.raiseExceptions = False  # a record that cannot be handled would be printed, with what it says
    warnings.showwarning = _warned
    sys.excepthook = _crashed
    sys.unraisablehook = lambda lost: _lost("unraisable", lost.exc_value)
    threading.excepthook = lambda lost: _lost("thread.broke", lost.exc_value)


@contextmanager
def of_command() -> Iterator[None]:
    """Let what a command logs go to standard error, away from what it prints, and to the system's log.

    A terminal is closed and forgotten: who wants to know later that somebody looked finds it in the system's log.
    """
    before = structlog.get_config()
    syslog.openlog(IN_SYSTEM)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            only_known,
            to_system,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    try:
        yield
    finally:
        structlog.configure(**before)


def to_system(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Copy an event to the system's log; where there is none, nothing happens."""
    syslog.syslog(json.dumps(event))
    return event


def only_known(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Leave out what no event of ours names, traces among it, and cut what is long."""
    kept = {
        name: _short(value) for name, value in event.items() if name in KNOWN or name in {"event", "level"}
    }
    error = event.get("exc_info")
    if error:
        found = sys.exc_info()[1] if error is True else error[1] if isinstance(error, tuple) else error
        kept |= told(found)
    return kept


def told(error: BaseException | None) -> dict[str, Any]:
    """What may be told of an error: its class, and the places that it passed through."""
    if error is None:
        return {}
    inner = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else None
    places, trace = [], error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    found = {"error": type(error).__name__, "through": places[-FRAMES:]}
    return found if inner is None else {**told(inner), "error": f"{found['error']} of {told(inner)['error']}"}


class Through(logging.Handler):
    """Hands on what other libraries log, less their words."""

    def emit(self, record: logging.LogRecord) -> None:
        event = {"logger": record.name, "at": f"{record.module}:{record.lineno}"}
        error = record.exc_info[1] if record.exc_info else None
        log.log(min(record.levelno, logging.CRITICAL) // 10 * 10, "library", **event, **told(error))


def _warned(
    message: Warning | str,  # noqa: ARG001 - it may name an object, with what it holds
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001 - as the library calls it
    line: str | None = None,  # noqa: ARG001 - the hook is called with it
) -> None:
    path = Path(filename)
    log.warning("warned", kind=category.__name__, at=f"{path.parent.name}.{path.stem}:{lineno}")


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The program ends by an error that nobody expected."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        log.critical("crashed", **told(error))


def _lost(event: str, error: BaseException | None) -> None:
    """An error that reached nobody."""
    log.error(event, **told(error))


def _short(value: Any) -> Any:
    """A value as it is logged: a number or a short text on one line, or some of these."""
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_short(each) for each in value]
    return " ".join(str(value).split())[:LONGEST]
