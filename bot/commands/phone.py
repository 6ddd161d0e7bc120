"""`python -m bot phone`: serve only the practice phone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.phone import __main__ as phone
from bot.phone.storage import FolderError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

add_options = phone.add_options


def run(options: argparse.Namespace, _: Mapping[str, str]) -> int:
    """Serve until it is stopped; code 2 where the folder or the port cannot be used."""
    try:
        phone.run(options)
    except FolderError as error:
        sys.stderr.write(f"--data: {error}\n")
        return 2
    except (OSError, OverflowError) as error:
        sys.stderr.write(
            f"--port, --data: expected a free port and a folder that can be written, got {options.port}"
            f" and {options.data} ({error})\n"
        )
        return 2
    return 0
