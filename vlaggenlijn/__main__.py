"""The one command line: ``python -m vlaggenlijn COMMAND``; hyphens and underscores are the same."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vlaggenlijn.settings")
    command = [word if word.startswith("-") else word.replace("-", "_") for word in sys.argv[1:2]]
    execute_from_command_line(["vlaggenlijn", *command, *sys.argv[2:]])


if __name__ == "__main__":
    main()
