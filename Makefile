# What is handed on. Options go to tools/dist.py: make dist FLAGS="--platform win_amd64 --python 3.12"
PYTHON ?= python3

.PHONY: dist check full docs

dist:
	$(PYTHON) tools/dist.py $(FLAGS)

check:
	.ci/run

full:
	.ci/full

docs:
	$(PYTHON) -m mkdocs build --strict
