# Every task of the project. `make run` and `make test` each set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export DIENHONG_DATA ?= var
PORT ?= 8000
STAGE ?= giua-nam

.PHONY: run demo lan test ledger check format lock bench clean
.DEFAULT_GOAL := run

run: $(VENV)/run.stamp
	@echo "[3/3] Chuẩn bị dữ liệu trong $(DIENHONG_DATA)"
	@$(BIN)/dienhong prepare --demo
	@DIENHONG_OPEN_BY_CLICKS=1 $(BIN)/dienhong serve --port $(PORT)

demo: $(VENV)/run.stamp
	@echo "[3/3] Tạo lại ba văn phòng trình diễn trong $(DIENHONG_DATA)"
	@$(BIN)/dienhong demo --stage $(STAGE)

lan: $(VENV)/run.stamp
	@echo "[3/3] Chuẩn bị dữ liệu trong $(DIENHONG_DATA)"
	@$(BIN)/dienhong prepare
	@$(BIN)/dienhong serve --lan

test: $(VENV)/dev.stamp
	@sh tools/browser.sh
	@sh tools/age.sh
	@$(BIN)/python -m pytest -n 2 --dist worksteal
	@sh tools/postgresql.sh $(BIN)/python -m pytest -n 2 --dist worksteal -m "not browser"

# Writes the marks of the scenarios of clauses, and the page of the reference that shows them.
ledger: $(VENV)/dev.stamp
	$(BIN)/python -m tests.scenarios.mutate
	$(BIN)/dienhong clauses --markdown > docs/reference/clauses.md

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/djhtml -t 2 --check $$(find src -name '*.html')
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/dienhong prepare
	$(BIN)/dienhong --office _template makemigrations --check --dry-run
	sh tools/deploy_check.sh

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix src tests bench
	$(BIN)/ruff format src tests bench
	$(BIN)/djhtml -t 2 $$(find src -name '*.html')

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

# Needs the program `uv`; writes hashes and no addresses.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	  --no-header pyproject.toml requirements/build.in --group dev -o requirements/dev.txt

clean:
	rm -rf $(VENV)

$(VENV)/bin/pip:
	@sh tools/python.sh $(PYTHON)
	@echo "[1/3] Tạo môi trường Python trong $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(VENV)/bin/pip requirements/run.txt pyproject.toml
	@echo "[2/3] Cài các thư viện (lần đầu mất một, hai phút)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt \
	  || { echo "Chưa cài được thư viện: kiểm tra mạng rồi chạy lại lệnh này."; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . 
	@touch $@

$(VENV)/dev.stamp: $(VENV)/bin/pip requirements/dev.txt pyproject.toml
	@echo "[2/3] Cài các thư viện để thử và kiểm tra (lần đầu mất vài phút)"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt \
	  || { echo "Chưa cài được thư viện: kiểm tra mạng rồi chạy lại lệnh này."; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
