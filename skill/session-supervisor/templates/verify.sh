#!/bin/sh
# The check: it runs in the work tree after each attempt, and exit 0 means done. What it prints last is
# shown to the next attempt when it fails. Keep it apart from the repository that the agent edits.
set -eu
git diff --check HEAD   # no conflict markers, no blank ends of lines
./check.sh              # yours: the tests, for example: npm test
