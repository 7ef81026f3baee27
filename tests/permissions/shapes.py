"""The shapes of answers that rows of the permission matrix share, written by hand."""

from dataclasses import dataclass

Answers = str | dict[str, str]


@dataclass(frozen=True)
class Row:
    """Answers by role for one address; a role that is not named answers like ``others``."""

    get: Answers
    post: Answers
    kind: str = ""

    def expected(self, method: str, role: str) -> str:
        answers = self.get if method == "GET" else self.post
        if isinstance(answers, str):
            return answers
        return answers.get(role, answers["others"])


def staff(others: str, **answers: str) -> dict[str, str]:
    """Answers behind the sign-in: the anonymous are sent there whatever the object."""
    return {"anonymous": "L" * len(others), "others": others, **answers}


# Public pages of records answer everybody alike, in whatever network the record is at home.
RECORD = "PPPM"
# Those who see: every role in the network, on what is at home in it and what reaches it.
SEES = staff("YYMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", administrator="YYYM")
# Those who change: the home network's coordinator, the organisation's partner, an administrator.
CHANGES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    partner="YNMM", coordinator="YNMM", administrator="YYYM",
)  # fmt: skip
# Those who write the network's note: its coordinator and its professionals, also on shared ones.
NOTES = staff(
    "NNMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    professional="YYMM", coordinator="YYMM", administrator="YYYM",
)  # fmt: skip
# Those who run a network; another network's pages do not exist for them.
RUNS = staff(
    "NMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM",
    coordinator="YMMM", administrator="YYYM",
)  # fmt: skip
# Those who take part in a network: everybody with a role but its readers.
TAKES_PART = staff(
    "YMMM", nobody="MMMM", former="MMMM", elsewhere="MYYM", reader="NMMM", administrator="YYYM"
)
# Those who answer what was said of a record; nobody else knows that something was said.
ANSWERS = staff("MMMM", elsewhere="MYYM", partner="YMMM", coordinator="YMMM", administrator="YYYM")
# Those who run rounds in a network; for all others there are none.
ROUNDS = staff("MMMM", elsewhere="MYYM", coordinator="YMMM", administrator="YYYM")
# Those who give a network its host name: administrators; others see that it is there, or not.
HOSTS = staff("NMMM", nobody="MMMM", former="MMMM", elsewhere="MNNM", administrator="YYYM")
# Those who import: whoever runs the network; for others an import does not exist.
IMPORTS = staff("MMMM", elsewhere="MYYM", coordinator="YMMM", administrator="YYYM")
# A file is of the person who asked for it, whatever their role.
OWN_FILE = staff("MMMM", coordinator="YMMM")
NO_WAY = staff("XXXX")
PUBLIC = Row(get="P", post="X")
PUBLIC_FORM = Row(get="P", post="P")
DESK = Row(get=staff("Y"), post=staff("X"))
SIGN_IN = Row(get="P", post="P")
SIGNED_IN_ONLY = Row(get=staff("Y"), post=staff("Y"))
