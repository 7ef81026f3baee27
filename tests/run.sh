#!/bin/sh
# The tests: on SQLite with the journeys, on PostgreSQL, and the coverage gate.
# PostgreSQL runs when TEST_POSTGRESQL holds an address of a role that may create
# databases; the journeys run when a Chromium is found. In CI both must.
# TEST_NEWER_PYTHON names another Python with all that is required: it then walks the PostgreSQL round.
# The first round counts lines and branches, which doubles its time; what asks every address of the
# site is asked beside it, as it would count what its own tests count. Migrations make the tables on
# PostgreSQL and in the journeys; elsewhere the models do, in a tenth of the time (that both say the
# same holds `make check`, which asks the rules of the house too). On PostgreSQL a property is tried
# on fewer examples and one role walks the permission matrix: both were asked whole before.
set -eu
python=.venv/bin/python
jobs=${TEST_JOBS:-2}
unset VLAGGENLIJN_DATABASE_URL || true
postgresql=${TEST_POSTGRESQL:-}
newer=${TEST_NEWER_PYTHON:-}
unset TEST_POSTGRESQL || true
every_address="tests/test_permission_matrix.py tests/test_planted_leaks.py tests/test_lists.py"

gate() {
  $python -m coverage report --fail-under=95
  $python -m coverage report --fail-under=100 --include="$($python tests/thinking_modules.py)"
}

echo "== SQLite, $($python --version)"
# shellcheck disable=SC2046  (names without spaces)
$python -m pytest -q -n "$jobs" --no-migrations --cov --cov-branch --cov-report= tests $(printf -- '--ignore %s ' tests/journeys tests/test_house_rules.py $every_address)
gate
# shellcheck disable=SC2086
$python -m pytest -q -n "$jobs" --no-migrations $every_address
$python -m pytest -q -n "$jobs" tests/journeys

if [ -n "$postgresql" ]; then
  # The same Python has no need to repeat what touches no database.
  if [ -n "$newer" ]; then part=""; else newer=$python part=--only-database; fi
  echo "== PostgreSQL, $("$newer" --version)"
  # shellcheck disable=SC2086
  TEST_PROFILE=again VLAGGENLIJN_DATABASE_URL=$postgresql "$newer" -m pytest -q -n "$jobs" $part tests --ignore tests/journeys --ignore tests/test_house_rules.py
elif [ "${CI:-}" = "true" ]; then
  echo "PostgreSQL was skipped, which CI may not do: set TEST_POSTGRESQL." >&2
  exit 1
else
  echo "== PostgreSQL skipped: set TEST_POSTGRESQL=postgresql://role:password@localhost/name"
fi
