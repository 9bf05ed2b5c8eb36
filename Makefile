# Two commands for a fresh machine: `make demo` and `make test`.
VENV := .venv
PY := $(VENV)/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# What the README shows.
PICTURES := home-en plan-en letters-en board-en import-en desk-en cards-en designer-en reports-en merge-en enrolled-twice-en packet-phrase-en meanwhile-en summary-en desk-id-dark

.PHONY: demo test audit bench format words screenshots clean ready

demo: ready
	$(PY) -m desktop demo --out build/demo --screenshots
	@.ci/open-window $(PY) build/demo/demo.jangkau

test: ready
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m tests.words
	$(OFFSCREEN) $(PY) -m pytest -n auto --dist loadfile
	$(OFFSCREEN) $(PY) -m pytest -n auto --dist loadfile --engine postgres tests/models

# Known faults of the libraries in the lock file; asks a database of faults on the network.
audit: ready
	$(VENV)/bin/pip-audit --requirement requirements.lock --no-deps --disable-pip

bench: ready
	$(OFFSCREEN) $(PY) -m tests.benchmarks

format: ready
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

screenshots: ready
	$(PY) -m desktop demo --out build/demo --screenshots
	mkdir -p docs/screenshots
	for name in $(PICTURES); do cp build/demo/$$name.png docs/screenshots/; done

words: ready
	$(PY) -m tests.words --update

ready: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml .ci/system-packages
	.ci/system-packages
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) build *.egg-info
