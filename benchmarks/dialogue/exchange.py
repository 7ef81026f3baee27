"""How long a large project takes to write and to read, in computing time, and how much memory.

    PYTHONPATH=. .venv/bin/python benchmarks/dialogue/exchange.py 5000 100000

For each number of quotes: twelve texts, two codings per quote, made up.
"""

import resource
import sys
import time
from datetime import UTC, datetime
from uuid import UUID

from vlaggenlijn.dialogue.exchange.project import CodeOf, CodingOf, Project, Selection, Source, User
from vlaggenlijn.dialogue.exchange.reading import read_qdpx
from vlaggenlijn.dialogue.exchange.writing import qdpx

MOMENT = datetime(2012, 3, 15, tzinfo=UTC)
TEXTS, CODES, LINE = 12, 60, "Ouders zoeken 👩‍👧 een plek waar zij even op adem komen."


def made_up(quotes: int) -> Project:
    numbers = iter(range(1, 10 * quotes + 1000))

    def new() -> str:
        return str(UUID(int=next(numbers), version=4))

    user = User(new(), "Codeur")
    codes = tuple(CodeOf(new(), f"Kans: thema {number}") for number in range(CODES))
    sources = []
    for text in range(TEXTS):
        lines = quotes // TEXTS
        selections = tuple(
            Selection(
                new(), at * (len(LINE) + 1), at * (len(LINE) + 1) + len(LINE), "", "",
                user.guid, MOMENT,
                tuple(CodingOf(new(), codes[(at + text + more) % CODES].guid, user.guid, MOMENT)
                      for more in (0, 7)),
            )
            for at in range(lines)
        )  # fmt: skip
        whole = "\n".join([LINE] * lines)
        sources.append(Source(new(), f"Tafel {text}", whole, "", user.guid, MOMENT, selections))
    return Project("Meting", "", "", user.guid, MOMENT, (user,), codes, sources=tuple(sources))


def main() -> None:
    print("quotes   codings   write     read     file      memory so far")
    for quotes in map(int, sys.argv[1:] or ["5000"]):
        project = made_up(quotes)
        begun = time.process_time()
        content = qdpx(project)
        written = time.process_time()
        read = read_qdpx(content).project
        ended = time.process_time()
        assert read == project
        codings = sum(1 for _one in read.codings())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            f"{quotes:6}{codings:10}{written - begun:7.1f} s{ended - written:7.1f} s"
            f"{len(content) / 1e6:7.1f} MB{memory:8} MB"
        )


if __name__ == "__main__":
    main()
