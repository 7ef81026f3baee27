#!/bin/sh
# The tests: on SQLite with the journeys, on PostgreSQL, and the coverage gate.
# PostgreSQL runs when TEST_POSTGRESQL holds an address of a role that may create
# databases; the journeys run when a Chromium is found. In CI both must.
# What asks every address of the site is asked once: of PostgreSQL, as in production, where there is
# one; the rules of the house are asked by `make check`. Migrations make the tables on PostgreSQL and
# in the journeys; elsewhere the models do, in a tenth of the time (that both say the same holds
# `make check`).
# TEST_NEWER_PYTHON names another Python (3.12 or newer) with all that is required: it then walks the
# PostgreSQL round and counts lines there, which costs it next to nothing. Without one, and in
# `make coverage`, the first round counts lines and branches, which doubles its time.
set -eu
python=.venv/bin/python
jobs=${TEST_JOBS:-2}
unset VLAGGENLIJN_DATABASE_URL || true
postgresql=${TEST_POSTGRESQL:-}
newer=${TEST_NEWER_PYTHON:-}
unset TEST_POSTGRESQL || true
counting="--cov --cov-report="
every_address="tests/test_permission_matrix.py tests/test_planted_leaks.py tests/test_lists.py"

gate() {
  "$1" -m coverage report --fail-under=95
  "$1" -m coverage report --fail-under=100 --include="$("$1" tests/thinking_modules.py)"
}

# With two Pythons what touches no database is tested once, by the newer: it needs no two.
if [ -n "$postgresql" ] && [ -n "$newer" ]; then
  first="--only-database" second=$counting
else
  first="$counting --cov-branch" second=""
fi

echo "== SQLite, $($python --version)"
# shellcheck disable=SC2046,SC2086  (flags and names without spaces)
$python -m pytest -q -n "$jobs" --no-migrations $first tests $(printf -- '--ignore %s ' tests/journeys tests/test_house_rules.py $every_address)
if [ -z "$second" ]; then gate $python; fi
# shellcheck disable=SC2046,SC2086
$python -m pytest -q -n "$jobs" tests/journeys $([ -n "$postgresql" ] || echo "$every_address")

if [ -n "$postgresql" ]; then
  # The same Python has no need to repeat what touches no database.
  if [ -n "$newer" ]; then part=""; else newer=$python part=--only-database; fi
  echo "== PostgreSQL, $("$newer" --version)"
  # shellcheck disable=SC2086
  COVERAGE_CORE=sysmon VLAGGENLIJN_DATABASE_URL=$postgresql "$newer" -m pytest -q -n "$jobs" $part $second tests --ignore tests/journeys --ignore tests/test_house_rules.py
  if [ -n "$second" ]; then gate "$newer"; fi
elif [ "${CI:-}" = "true" ]; then
  echo "PostgreSQL was skipped, which CI may not do: set TEST_POSTGRESQL." >&2
  exit 1
else
  echo "== PostgreSQL skipped: set TEST_POSTGRESQL=postgresql://role:password@localhost/name"
fi
