#!/bin/sh
# The tests: on SQLite with the journeys and the coverage gate, then on PostgreSQL.
# PostgreSQL runs when TEST_POSTGRESQL holds an address of a role that may create
# databases; the journeys run when a Chromium is found. In CI both must.
# TEST_NEWER_PYTHON names another Python with all that is required: it then walks the PostgreSQL
# round, with all tests; the same Python has no need to repeat those that touch no database.
set -eu
python=.venv/bin/python
jobs=${TEST_JOBS:-2}
unset VLAGGENLIJN_DATABASE_URL || true
postgresql=${TEST_POSTGRESQL:-}
newer=${TEST_NEWER_PYTHON:-}
unset TEST_POSTGRESQL || true

echo "== SQLite"
$python -m pytest -q -n "$jobs" --cov --cov-report= tests
$python -m coverage report --fail-under=95
$python -m coverage report --fail-under=100 --include="$($python tests/thinking_modules.py)"

if [ -n "$postgresql" ]; then
  if [ -n "$newer" ]; then part=""; else newer=$python part=--only-database; fi
  echo "== PostgreSQL, $("$newer" --version)"
  VLAGGENLIJN_DATABASE_URL=$postgresql $newer -m pytest -q -n "$jobs" $part tests --ignore tests/journeys
elif [ "${CI:-}" = "true" ]; then
  echo "PostgreSQL was skipped, which CI may not do: set TEST_POSTGRESQL." >&2
  exit 1
else
  echo "== PostgreSQL skipped: set TEST_POSTGRESQL=postgresql://role:password@localhost/name"
fi
