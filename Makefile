.DEFAULT_GOAL := help
.PHONY: help setup run test quick lint bench lock

help:
	@echo "make run    everything needed, then the demonstration hall"
	@echo "make test   everything needed, then all checks and tests"
	@echo "make quick  everything needed, then the tests that take a moment: all but the slow ones"
	@echo "make lint   the checks alone        make bench  speed, memory, start-up"
	@echo "make lock   write the lock files anew"

setup:
	@.ci/setup.sh

run: setup
	@.venv/bin/kiosk demo

test: lint
	@.ci/test.sh

quick: setup
	@.ci/test.sh -m "not slow"

lint: setup
	@.ci/lint.sh

bench: setup
	@.venv/bin/kiosk bench

lock: setup
	@.ci/lock.sh
