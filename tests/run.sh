#!/bin/sh
# The tests: on SQLite with the journeys and the coverage gate, then those that touch a database on
# PostgreSQL.
# PostgreSQL runs when TEST_POSTGRESQL holds an address of a role that may create
# databases; the journeys run when a Chromium is found. In CI both must.
set -eu
python=.venv/bin/python
jobs=${TEST_JOBS:-2}
unset VLAGGENLIJN_DATABASE_URL || true
postgresql=${TEST_POSTGRESQL:-}
unset TEST_POSTGRESQL || true

echo "== SQLite"
$python -m pytest -q -n "$jobs" --cov --cov-report= tests
$python -m coverage report --fail-under=95
$python -m coverage report --fail-under=100 --include="$($python tests/thinking_modules.py)"

if [ -n "$postgresql" ]; then
  echo "== PostgreSQL"
  VLAGGENLIJN_DATABASE_URL=$postgresql $python -m pytest -q -n "$jobs" --only-database tests --ignore tests/journeys
elif [ "${CI:-}" = "true" ]; then
  echo "PostgreSQL was skipped, which CI may not do: set TEST_POSTGRESQL." >&2
  exit 1
else
  echo "== PostgreSQL skipped: set TEST_POSTGRESQL=postgresql://role:password@localhost/name"
fi
