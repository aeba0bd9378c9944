.DEFAULT_GOAL := help
.PHONY: help setup run test lint bench lock diagrams

help:
	@echo "make run    everything needed, then the demonstration hall"
	@echo "make test   everything needed, then all checks and tests"
	@echo "make lint   the checks alone        make bench  speed, memory, start-up"
	@echo "make lock   write the lock files anew"

setup:
	@.ci/setup.sh

run: setup
	@.venv/bin/kiosk demo

test: lint
	@.ci/test.sh

lint: setup
	@.ci/lint.sh

bench: setup
	@.venv/bin/kiosk bench

lock: setup
	@.ci/lock.sh
