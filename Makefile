# What a newcomer needs. Everything is installed below this folder; CONTRIBUTING.md says more.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
here := $(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST)))))

# Where Python may not keep what it has compiled, every process of the group would compile the product anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo up down status test lint check clean

help: ## Say what can be made
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' "$(here)/Makefile"

setup: ## Install what the product needs
	@"$(here)/tools/setup" run

demo: setup ## Start it with a vendor, forty customers and half a year of history
	@"$(here)/tools/demo"

up: setup ## Start it
	@cd "$(here)" && .venv/bin/waarborg up

down: ## Stop it
	@cd "$(here)" && .venv/bin/waarborg down

status: ## Show what runs
	@cd "$(here)" && .venv/bin/waarborg status

test: ## Install what the tests need and run them, on PostgreSQL 18 and 16
	@"$(here)/tools/setup" test
	@"$(here)/tools/test"

lint: ## Style, types, layers, translations, lists
	@"$(here)/tools/setup" test
	@"$(here)/tools/lint"

check: ## All that has to be green before a change lands
	@"$(here)/.ci/run"

clean: ## Remove what was installed and built; data in var/ stays
	@cd "$(here)" && rm -rf .venv .cache node_modules build src/waarborg/plumbing/static/vendor src/*.egg-info
