"""A stand-in for a PostgreSQL server that answers whoever connects with one error, as a real one words it."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH = struct.Struct("!I")


@contextmanager
def refusing(sqlstate: str, message: str) -> Iterator[str]:
    """Where it listens, as host and port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_answer, args=(door, sqlstate, message), daemon=True)
        thread.start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        door.shutdown(socket.SHUT_RDWR)
        thread.join()


def _answer(door: socket.socket, sqlstate: str, message: str) -> None:
    fields = f"SFATAL\0VFATAL\0C{sqlstate}\0M{message}\0\0".encode()
    with suppress(OSError):  # the door was shut
        while True:
            link, _ = door.accept()
            with link, suppress(OSError):
                link.recv(LENGTH.unpack(link.recv(LENGTH.size))[0])
                link.sendall(b"E" + LENGTH.pack(LENGTH.size + len(fields)) + fields)
