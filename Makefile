# Everything that is typed in this project. `make` alone lists it.
# Each target first makes .venv as it needs it; the second time that costs nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# More words for the program that a target starts: make demo ARGS="--port 9000"
ARGS ?=
# In how many processes the tests run; 0 for one that a debugger can stop: make test WORKERS=0 ARGS="--pdb -k pitch"
# Two more than there are processors: those that run real programs mostly wait for them, and others give way.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 2)

# How long each target of the fuzzer runs.
FUZZ_SECONDS ?= 120

RUN_READY := $(VENV)/.run-ready
TEST_READY := $(VENV)/.test-ready
BROWSER_READY := $(VENV)/.browser-ready

NAMED = test -n "$(NAME)" || { echo "Say what the exercise is called: make $@ NAME=my_exercise" >&2; exit 2; }

# What is run in full by `make long`.
LONG := tests/faults tests/fuzz tests/flows/test_forged.py tests/flows/test_plan_always.py tests/test_secrets.py

# Some machines ask Python to keep nothing it has compiled: then every program and worker would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo run key test check strings diagrams guide-pictures new-flow try-flow bench bench-performance bench-speed bench-scale \
	bench-cost bench-growth bench-dispatch bench-reliability bench-desk lock fuzz long audit piper whisper

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUN_READY)  ## Try it in a browser: the practice phone and the bot, no account needed (ARGS="--port 9000")
	$(BIN)/python -m bot demo $(ARGS)

run: $(RUN_READY)  ## Run the real bot; it reads TELEGRAM_TOKEN and other settings from the environment
	$(BIN)/python -m bot run $(ARGS)

piper: $(RUN_READY)  ## Install what better voices run on, beside the rest (then set VOICE_MODELS)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements/piper.txt

whisper: $(RUN_READY)  ## Install what writes down voice messages, beside the rest (then set LISTENING_MODEL)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements/whisper.txt

key: $(RUN_READY)  ## Make the key that seals what people write, once (ARGS="--file data.key")
	@$(BIN)/python -m bot key new $(ARGS)

# While the checks run, the tests are compiled, once: else each of the processes would compile all of them. That stands
# on a line of its own, since one that names MAKE is carried out by `make --dry-run` too.
test: $(BROWSER_READY)  ## Run every check and every test, browser included (ARGS="-k pitch" for some tests)
	@$(BIN)/python -m pytest --collect-only --quiet --quiet $(ARGS) >/dev/null 2>&1 &
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 6 --dist loadgroup --no-loadscope-reorder $(ARGS)

check: $(TEST_READY)  ## Run the quick part: lint, format, types, layers, catalogues, flows, diagrams
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot words check
	$(BIN)/python -m bot flows check
	$(BIN)/python -m bot flows diagrams --check

strings: $(RUN_READY)  ## Bring the catalogues in locales/ up to date with the texts in the code
	$(BIN)/python -m bot words extract

diagrams: $(RUN_READY)  ## Draw the diagrams in docs/flows/ again
	$(BIN)/python -m bot flows diagrams

guide-pictures: $(BROWSER_READY)  ## Take the pictures of docs/ again, in the practice phone (ARGS=stjernen for some)
	$(BIN)/python -m tests.guide $(ARGS)

new-flow: $(RUN_READY)  ## Start a new exercise: make new-flow NAME=my_exercise
	@$(NAMED)
	$(BIN)/python -m bot flows new "$(NAME)"

try-flow: $(TEST_READY)  ## Check, draw, play and test an exercise as it is now: make try-flow NAME=my_exercise
	@$(NAMED)
	$(BIN)/python -m bot flows check
	$(BIN)/python -m bot words extract
	$(BIN)/python -m bot flows diagrams
	$(BIN)/python -m pytest -q tests/replays/test_replays.py -k "$(NAME)" --update-replays
	$(BIN)/python -m pytest -q tests/replays tests/flows/test_every_flow.py -k "$(NAME)"

bench: requirements/bench.txt  ## Measure web stack, pictures, sealing and voice side by side (about a minute, in its own .venv-bench)
	tools/venv $(PYTHON) .venv-bench requirements/bench.txt
	.venv-bench/bin/python -m benchmarks.web_stack
	.venv-bench/bin/python -m benchmarks.pictures
	.venv-bench/bin/python -m benchmarks.sealing
	.venv-bench/bin/python -m benchmarks.voice

bench-speed: requirements/bench.txt  ## Measure turns, latency, memory and start beside other bots, and where a turn's time goes (45 minutes; ARGS="--rounds 1")
	tools/venv $(PYTHON) .venv-bench requirements/bench.txt
	command -v redis-server >/dev/null || ! command -v apt-get >/dev/null || tools/debian-packages redis-server
	.venv-bench/bin/python -m benchmarks.speed $(ARGS)
	PATH=.venv-bench/bin:$$PATH .venv-bench/bin/python -m benchmarks.speed.profile

bench-performance: bench-speed bench-growth bench-dispatch bench-scale bench-cost  ## Measure all of docs/performance.md, and write its tables and plots (two hours and a half, 30 GB of disk, as root)
	$(BIN)/python -m benchmarks.tables
	.venv-bench/bin/python -m benchmarks.plots

bench-scale: $(TEST_READY)  ## Measure one, two and four programs on one PostgreSQL (25 minutes, as root; ARGS="--rounds 1")
	tools/postgres
	$(BIN)/python -m benchmarks.scale $(ARGS)

bench-cost: $(TEST_READY)  ## Measure what an idle and a busy bot take, and what parts of a processor carry (a quarter of an hour, as root; ARGS="--rounds 1")
	$(BIN)/python -m benchmarks.cost $(ARGS)

bench-reliability: $(TEST_READY)  ## Kill and disturb our bot and its peers alike, and count what is lost (about ten minutes; ARGS="--kills 10")
	command -v redis-server >/dev/null || ! command -v apt-get >/dev/null || tools/debian-packages redis-server
	$(BIN)/python -m benchmarks.reliability $(ARGS)

bench-desk: $(TEST_READY)  ## Measure every page of the desk with 20 citizens and with 2,000 (some minutes; ARGS="--rounds 9")
	$(BIN)/python -m benchmarks.desk $(ARGS)

bench-dispatch: $(TEST_READY)  ## Send 100,000 reminders that are due at once: in virtual time, and three real minutes of them on each database (a quarter of an hour; ARGS="--rounds 1")
	tools/postgres
	$(BIN)/python -m benchmarks.dispatch $(ARGS)

bench-growth: $(TEST_READY)  ## Measure the bot with 1,000 to a million citizens (an hour, 30 GB of disk; ARGS="--citizens 1000 100000")
	$(BIN)/python -m benchmarks.growth $(ARGS)

fuzz: requirements/long.txt  ## Throw bytes at every parser, guided by what they reach (FUZZ_SECONDS=600, ARGS=updates; in its own .venv-long)
	@tools/venv $(PYTHON) .venv-long requirements/long.txt
	.venv-long/bin/python -m tests.fuzz $(FUZZ_SECONDS) $(ARGS)

long: fuzz  ## Run in full what tests run in short: fuzzing, 500 kills (an hour; again: ARGS="--seed 20261130 -x")
	.venv-long/bin/python -m pytest --long -o faulthandler_timeout=3600 $(LONG) $(ARGS)

audit: requirements/audit.txt  ## Ask whether weaknesses are known of what is locked (needs the network; in its own .venv-audit)
	@tools/venv $(PYTHON) .venv-audit requirements/audit.txt --alone
	tools/audit .venv-audit/bin $(ARGS)

lock: $(RUN_READY)  ## Lock what pyproject.toml asks for (ARGS=--upgrade for newer versions of everything)
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements/lock.txt
	tools/lock $(BIN)/uv $(ARGS)

$(RUN_READY): requirements/run.txt pyproject.toml tools/venv
	@tools/venv $(PYTHON) $(VENV) requirements/run.txt
	@touch $@

$(TEST_READY): requirements/test.txt pyproject.toml tools/venv
	@tools/venv $(PYTHON) $(VENV) requirements/test.txt
	@touch $@ $(RUN_READY)

$(BROWSER_READY): tools/browser tools/postgres tools/debian-packages $(TEST_READY)
	@tools/browser
	@tools/postgres
	@touch $@
