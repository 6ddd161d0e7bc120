"""No secret stands in the repository: what looks like one is named here with its reason, or fails."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.plugins.base import RegexBasedDetector
from detect_secrets.plugins.high_entropy_strings import HighEntropyStringsPlugin
from detect_secrets.settings import default_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ROOT: Final = Path(__file__).parent.parent
SPLIT: Final = {"bot/state/postgres_opening.py": ("postgres_address.py",)}
"""Files of which a part stands in others now."""
TOKEN: Final = re.compile(r"(?<!\d)\d{8,}:[A-Za-z0-9_-]{30,}")
DATA_KEY: Final = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}=(?![A-Za-z0-9=])")
OWN: Final = {"Telegram Bot Token of any length": TOKEN, "A key that seals data": DATA_KEY}
LOCKED: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")
"""What the lock files are made of: digests of public packages."""

EXCEPTIONS: Final = {
    "the password in an address that has to be refused, or left out of a log": {
        ("tests/commands/test_database.py", "Basic Auth Credentials"),
        ("tests/commands/test_run.py", "Basic Auth Credentials"),
        ("tests/state/test_opening.py", "Basic Auth Credentials"),
        ("tests/state/test_postgres.py", "Basic Auth Credentials"),
        ("tests/state/test_postgres_address.py", "Basic Auth Credentials"),
        ("tests/test_config.py", "Basic Auth Credentials"),
    },
    "how an address is written, with the words user and password where these belong": {
        ("bot/commands/move.py", "Basic Auth Credentials"),
        ("bot/config.py", "Basic Auth Credentials"),
        ("bot/state/postgres_address.py", "Basic Auth Credentials"),
        ("docs/guides/operating.md", "Basic Auth Credentials"),
    },
    "made up for a test, and nothing knows it": {
        ("benchmarks/web_servers.py", "Secret Keyword"),
        ("tests/chat/test_api.py", "Secret Keyword"),
        ("tests/chat/test_reception.py", "Secret Keyword"),
        ("tests/chat/test_webhook.py", "Secret Keyword"),
        ("tests/commands/test_logs.py", "Secret Keyword"),
        ("tests/commands/test_run.py", "Secret Keyword"),
        ("tests/end_to_end/harness.py", "Secret Keyword"),
        ("tests/end_to_end/test_backup_under_load.py", "Secret Keyword"),
        ("tests/flows/test_unopened.py", "Secret Keyword"),
        ("tests/fuzz/targets/settings.py", "Secret Keyword"),
        ("tests/fuzz/targets/webhooks.py", "Secret Keyword"),
        ("tests/phone/test_webhook.py", "Secret Keyword"),
        ("tests/test_config.py", "Secret Keyword"),
    },
    "the key of the tests, with which nothing else is sealed": {("tests/keys.py", "A key that seals data")},
    "digits and letters in their order": {("bot/engine/callbacks.py", "Base64 High Entropy String")},
    "planted, to see that it is found": {
        ("tests/test_secrets.py", kind)
        for kind in (
            "A key that seals data",
            "Base64 High Entropy String",
            "Telegram Bot Token of any length",
        )
    },
    "the name of a setting or header, and no value": {
        ("bot/config.py", "Secret Keyword"),
        ("bot/phone/webhook.py", "Secret Keyword"),
        ("docs/guides/operating.md", "Secret Keyword"),
    },
}
SLOW: Final = ("requirements/", "locales/")
"""Large files of digests and sentences."""
ALLOWED: Final = {each for reason in EXCEPTIONS.values() for each in reason}


@cache
def detectors() -> tuple[Any, ...]:
    """Every detector but the ones that need a line at a time, or take an address on the internet for a secret."""
    classes: Any = get_mapping_from_secret_type_to_class()
    apart = {"KeywordDetector", "IPPublicDetector"}
    return tuple(kind() for kind in classes.values() if kind.__name__ not in apart)


def secrets(text: str) -> Iterator[str]:
    """The kinds of secrets that a text seems to hold."""
    text = LOCKED.sub("", text)
    for kind, pattern in OWN.items():
        if pattern.search(text):
            yield kind
    for detector in detectors():
        if isinstance(detector, HighEntropyStringsPlugin):
            found = any(
                detector.calculate_shannon_entropy(each) > detector.entropy_limit
                for each in long(detector, text)
            )
        else:
            assert isinstance(detector, RegexBasedDetector)
            found = any(pattern.search(text) for pattern in detector.denylist)
        if found:
            yield detector.secret_type


def long(detector: HighEntropyStringsPlugin, text: str) -> Iterator[str]:
    return (each for each in detector.analyze_string(text) if len(each) > 20)


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_tracked_file_holds_a_secret() -> None:
    found = {
        (name, kind)
        for name in tracked()
        for kind in secrets((ROOT / name).read_bytes().decode("utf-8", "replace"))
    }
    assert found - ALLOWED == set()


@pytest.mark.parametrize(
    "planted",
    [
        "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
        "x = 'kzQ4vYw8f3Jt0pZrB6mNcXsLdHgTaEuRiOyPqWvKjMn='",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "aws = 'AKIA" + "IOSFODNN7EXAMPLE'",
        "ghp_" + "a1B2" * 9,
    ],
    ids=range(5),
)
def test_a_secret_that_is_planted_is_found(planted: str) -> None:
    assert list(secrets(f"some text\n{planted}\nmore text"))


def test_every_exception_still_stands_where_it_is_named() -> None:
    """Also in kind: what is excepted and not there any more lets the next real one through."""
    names = {name for name, _ in ALLOWED} & set(tracked())
    there = {(name, kind) for name in names for kind in secrets((ROOT / name).read_text("utf-8"))}
    assert ALLOWED - there - beside_words(names) == set()


def test_no_word_that_names_a_secret_has_a_value_beside_it(request: pytest.FixtureRequest) -> None:
    """The detector that reads line by line takes a minute, and so looks at what is new; at all with --long."""
    names = tracked()
    if not request.config.getoption("--long"):
        log = ["git", "log", "-n", "3", "--name-only", "--pretty=format:"]
        newest = subprocess.run(log, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split()
        names = sorted({*newest[:200]} & {name for name in names if not name.startswith(SLOW)})
    assert beside_words(names) - ALLOWED == set()


def beside_words(names: Collection[str]) -> set[tuple[str, str]]:
    """What the detector finds that reads line by line, by file and kind."""
    with default_settings():
        collection = SecretsCollection(root=str(ROOT))
        for name in sorted(names):
            collection.scan_file(name)
        return {(name, secret.type) for name, secret in collection}


def test_the_whole_history_holds_none(request: pytest.FixtureRequest) -> None:
    """Whoever takes a secret out of a file has not taken it out of git. In full with --long, else what is new."""
    most = [] if request.config.getoption("--long") else ["--max-count=10"]
    found = {(name, kind) for name, text in added(*most).items() for kind in secrets(text)}
    assert {(name, kind) for name, kind in found - ALLOWED if not is_moved(name, kind)} == set()


def added(*most: str) -> dict[str, str]:
    """Every line that was ever added to a file, by the file's name."""
    log = [
        "git",
        "log",
        "--patch",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-renames",
        "--format=",
        *most,
    ]
    lines: dict[str, list[str]] = {}
    name = ""
    with subprocess.Popen([*log, "--text"], cwd=ROOT, stdout=subprocess.PIPE) as git:
        assert git.stdout is not None
        for raw in git.stdout:
            line = raw.decode("utf-8", "replace")
            if line.startswith("+++ "):
                name = line[6:].strip().strip('"')
            elif line.startswith("+") and not name.endswith((".png", ".jpg", ".ogg")):
                lines.setdefault(name, []).append(line[1:])
    return {name: "".join(each) for name, each in lines.items()}


def is_moved(name: str, kind: str) -> bool:
    """Whether a file of before, under another name or before it was split, held what is allowed where it stands now."""
    held = {Path(name).name, *SPLIT.get(name, ())}
    return any(Path(allowed).name in held and kind == each for allowed, each in ALLOWED)
