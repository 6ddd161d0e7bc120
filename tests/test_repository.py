"""The repository itself: what is locked, what make offers, and what no file may hold."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = dict(re.findall(r"^([a-z][a-z-]*):.*?(?:## (.+))?$", MAKEFILE, re.MULTILINE))

RUN = [Requirement(text) for text in PROJECT["project"]["dependencies"]]
GROUPS = {name: [Requirement(text) for text in group] for name, group in PROJECT["dependency-groups"].items()}
EXTRAS = {
    name: [Requirement(text) for text in extra]
    for name, extra in PROJECT["project"]["optional-dependencies"].items()
}
# What each lock file must hold.
LOCKS = {
    "run": RUN + GROUPS["build"],
    "test": RUN + GROUPS["build"] + GROUPS["test"],
    "piper": RUN + GROUPS["build"] + EXTRAS["piper"],
    "whisper": RUN + GROUPS["build"] + EXTRAS["whisper"],
    "bench": RUN + GROUPS["build"] + GROUPS["test"] + GROUPS["bench"],
    "long": RUN + GROUPS["build"] + GROUPS["test"] + GROUPS["long"],
    "audit": GROUPS["audit"],
    "lock": GROUPS["lock"],
}
LOCK_LINE = re.compile(
    r"""[a-z0-9-]+==[\w.]+(\ ;\ [\w\s.<>='!()]+)?\ \\   # a version, with or without a marker
      | \ {4}--hash=sha256:[0-9a-f]{64}(\ \\)?
      | \ *\#.*""",
    re.VERBOSE,
)

REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.(?:org|com)\b")
INDEX_OPTION = re.compile(
    r"^\s*(?:-i|--index-url|--extra-index-url|--find-links|-f|--trusted-host)\b", re.MULTILINE
)
HOME = re.compile(r"(?<![\w.])/(?:home/\w+|Users/\w+|root)/")


def locked(name: str) -> dict[str, str]:
    """Every distribution that a lock file names, with its version."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([\w.]+)", text, re.MULTILINE))


def committed() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def documents() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_every_lock_file_is_accounted_for() -> None:
    assert {path.stem for path in ROOT.glob("requirements/*")} == set(LOCKS)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_holds_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert [line for line in text.splitlines() if not LOCK_LINE.fullmatch(line)] == []
    assert "://" not in text
    for entry in re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, f"{entry.splitlines()[0]} has no hash"


@pytest.mark.parametrize("name", LOCKS)
def test_what_pyproject_asks_for_is_locked_in_a_version_it_allows(name: str) -> None:
    versions = locked(name)
    for requirement in LOCKS[name]:
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in requirements/{name}.txt: run `make lock`"
        assert requirement.specifier.contains(version), (
            f"{requirement} is locked at {version}: run `make lock`"
        )


@pytest.mark.parametrize("name", ["test", "piper", "whisper", "bench", "long"])
def test_what_is_tested_and_measured_is_what_runs(name: str) -> None:
    assert locked("run").items() <= locked(name).items()


def test_what_is_tested_of_an_extra_is_what_it_installs() -> None:
    for name in EXTRAS:
        tested = locked("test")
        assert {each: tested[each] for each in locked(name)} == locked(name)


def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    """A dependency of a dependency, or of the tests, may be gone tomorrow; an unused one is a burden."""
    optional = [requirement for extra in EXTRAS.values() for requirement in extra]
    declared = {canonicalize_name(requirement.name) for requirement in RUN + optional}
    outside = {module for path in ROOT.glob("bot/**/*.py") for module in imported(path)}
    outside -= sys.stdlib_module_names | {"bot"}
    owners = packages_distributions()
    used = {canonicalize_name(owners[module][0]) for module in outside}
    data_only = {
        "tzdata",
        "fontpkg-noto-sans",
        "fontpkg-noto-sans-arabic",
        "justmytype-intl-africa",
    }  # read by zoneinfo, by fontpkg, and by bot/pictures/fonts.py
    assert used | data_only == declared


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, leaving out relative imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_make_offers_what_the_documents_promise() -> None:
    promised = (
        "demo run test check long fuzz audit strings diagrams guide-pictures new-flow try-flow lock help"
    )
    assert set(TARGETS) >= set(promised.split())


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for target, purpose in TARGETS.items():
        assert purpose, f"target {target} has no `## purpose` in the Makefile"
        assert re.search(rf"^  make {target} +{re.escape(purpose)}$", shown, re.MULTILINE)


@pytest.mark.parametrize("target", TARGETS)
def test_make_can_plan_every_target(target: str) -> None:
    plan = subprocess.run(
        ["make", "--dry-run", target, "NAME=example"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert plan.returncode == 0, plan.stderr


@pytest.mark.parametrize("command", sorted(set(re.findall(r"-m bot ([a-z]+(?: [a-z]+)?)", MAKEFILE))))
def test_every_command_in_the_makefile_exists(command: str) -> None:
    assert_has_help(["-m", "bot", *command.split()])


def test_the_procfile_starts_processes_that_exist() -> None:
    """Only `web` is reached from outside; any number of either may run."""
    commands = dict(line.split(": ") for line in (ROOT / "Procfile").read_text().splitlines())
    assert commands == {"web": "python -m bot serve", "worker": "python -m bot work"}
    for command in commands.values():
        assert_has_help(command.split()[1:])


def assert_has_help(arguments: list[str]) -> None:
    answer = subprocess.run(
        [sys.executable, *arguments, "--help"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
    assert "usage" in answer.stdout.lower()


def test_no_committed_file_names_a_package_index_or_a_path_of_one_machine() -> None:
    found = []
    for path in committed():
        text = path.read_bytes().decode(errors="replace")
        for pattern in (REGISTRY, INDEX_OPTION, HOME, re.compile(re.escape(f"{ROOT}/"))):
            found += [f"{path.relative_to(ROOT)}: {match[0].strip()}" for match in pattern.finditer(text)]
    assert found == []


def test_no_rule_of_the_linter_is_silenced_without_a_reason() -> None:
    """In what runs, each exception says why; and what looks for weaknesses (S, BLE, TRY) is on for all of it."""
    unexplained = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in (*ROOT.glob("bot/**/*.py"), *ROOT.glob("tools/**/*.py"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"#\s*noqa(?!: [A-Z0-9, ]+ - \w)|#\s*type: ignore(?!\[[\w-]+\]\s+# \w)", line)
    ]
    assert unexplained == []
    lint = PROJECT["tool"]["ruff"]["lint"]
    assert set(lint["select"]) >= {"S", "BLE", "TRY", "ASYNC", "B", "DTZ", "PTH"}
    assert not [pattern for pattern in lint["per-file-ignores"] if pattern.startswith("bot")]


def test_the_entry_documents_exist() -> None:
    for name in ("README.md", "SECURITY.md", "LICENSE"):
        assert (ROOT / name).is_file(), f"{name} is missing"


def test_every_make_target_in_the_documents_exists() -> None:
    for document in documents():
        for target in re.findall(r"(?:`|^\s*)make ([a-z][a-z-]*)", document.read_text(), re.MULTILINE):
            assert target in TARGETS, (
                f"{document.relative_to(ROOT)} names `make {target}`, which the Makefile has not"
            )


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = {path.name for path in folder.glob("*.md")} - {"README.md"}
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text()))
    assert pages == linked


def test_what_is_installed_holds_everything_that_is_needed_to_run(tmp_path: Path) -> None:
    """The catalogues stand beside the package, and content and pages in it: none is left behind."""
    source = tmp_path / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout
    for name in filter(None, tracked.decode().split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
    ]
    subprocess.run([*command, "--wheel-dir", str(tmp_path), str(source)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = {name.rpartition(".data/data/")[2] for name in packed.namelist()}
    code = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("bot/**/*") if path.is_file()}
    code = {name for name in code if "__pycache__" not in name}
    catalogues = {
        f"share/jobstjernen/{path.relative_to(ROOT).as_posix()}"
        for pattern in ("*/language.toml", "*/LC_MESSAGES/*.po")
        for path in (ROOT / "locales").glob(pattern)
    }
    assert (code | catalogues) - names == set()
