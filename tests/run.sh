#!/bin/sh
# The tests: on SQLite with the journeys and the coverage gate, then on PostgreSQL.
# PostgreSQL runs when TEST_POSTGRESQL holds an address of a role that may create
# databases; the journeys run when a Chromium is found. In CI both must.
# The coverage gate is held by the tests that mirror the source: counting lines doubles their time,
# and those of the whole site, which only walk through what is tested there, are spared it. What
# asks every address of the site is asked once: of PostgreSQL, as in production, where there is one.
# Migrations make the tables on PostgreSQL and in the journeys; elsewhere the models do, in a tenth
# of the time (that both say the same holds `make check`).
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
every_address="tests/test_permission_matrix.py tests/test_planted_leaks.py tests/test_lists.py"
# shellcheck disable=SC2046,SC2086  (names without spaces)
$python -m pytest -q -n "$jobs" --no-migrations --cov --cov-report= tests $(printf -- '--ignore %s ' tests/journeys $every_address)
$python -m coverage report --fail-under=95
$python -m coverage report --fail-under=100 --include="$($python tests/thinking_modules.py)"
# shellcheck disable=SC2086
$python -m pytest -q -n "$jobs" tests/journeys $([ -n "$postgresql" ] || echo "$every_address")

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
