"""`make audit` says no more than it knows: silence of the service is no clean answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SOUND: dict[str, Any] = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}
BROKEN = "requests.exceptions.ConnectionError: nobody answers"


def audit(tmp_path: Path, *answers: list[dict[str, Any]] | None) -> subprocess.CompletedProcess[str]:
    """Run the script with a service that answers so, one lock file after the other; None: it cannot be reached."""
    folder, binaries = tmp_path / "project", tmp_path / "bin"
    (folder / "requirements").mkdir(parents=True)
    binaries.mkdir()
    for number, answer in enumerate(answers):
        lock = folder / "requirements" / f"{number}.txt"
        lock.write_text(json.dumps(None if answer is None else {"dependencies": answer}))
    asked = binaries / "pip-audit"
    asked.write_text(f"""#!{sys.executable}
import json, sys
given = dict(zip(sys.argv, sys.argv[1:]))
answer = json.load(open(given["--requirement"]))
if answer is None:
    raise SystemExit({BROKEN!r})
json.dump(answer, open(given["--output"], "w"))
raise SystemExit(any(each.get("vulns") for each in answer["dependencies"]))
""")
    asked.chmod(0o755)
    (binaries / "python").symlink_to(sys.executable)
    return subprocess.run(
        [ROOT / "tools" / "audit", binaries], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        (([SOUND], [SOUND, SOUND]), 0, "No weakness is known"),
        (([SOUND], [SOUND, WEAK]), 1, "b 2: PYSEC-1, mended in 3"),
        (([SOUND], None), 3, f"NOT ASKED: {BROKEN}"),
        ((None, [WEAK]), 1, "A weakness is known"),
        (([SOUND, SKIPPED],), 3, "c: not asked about (not found)"),
        (([],), 3, "so nothing is known"),
    ],
)
def test_the_audit_ends_well_only_where_all_was_asked_about(
    tmp_path: Path, answers: tuple[list[dict[str, Any]] | None, ...], code: int, words: str
) -> None:
    ended = audit(tmp_path, *answers)
    assert ended.returncode == code, ended.stderr
    assert words in ended.stdout + ended.stderr
    assert ("No weakness is known" in ended.stdout) == (code == 0)
