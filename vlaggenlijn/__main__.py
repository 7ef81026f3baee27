"""The one command line: ``python -m vlaggenlijn COMMAND``; hyphens and underscores are the same."""

import os
import sys

from django.core.management import execute_from_command_line

from vlaggenlijn.coverage import command_line as coverage


def main() -> None:
    if sys.argv[1:2] == ["coverage"]:  # needs no site: no settings, no database
        sys.exit(coverage.main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
    command = [word if word.startswith("-") else word.replace("-", "_") for word in sys.argv[1:2]]
    execute_from_command_line(["vlaggenlijn", *command, *sys.argv[2:]])


if __name__ == "__main__":
    main()
