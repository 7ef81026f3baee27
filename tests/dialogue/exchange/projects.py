"""Projects to write and read: a small one by hand, and any that Hypothesis thinks of."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import strategies as st

from vlaggenlijn.dialogue.exchange.project import (
    Case,
    CodeOf,
    CodingOf,
    Note,
    Project,
    Selection,
    Set,
    Source,
    User,
    Variable,
)

MOMENT = datetime(2012, 3, 15, 9, 30, tzinfo=UTC)
# Both texts lead outside what many tools count as one character.
SAID = "👩‍👧 Ouders zoeken rust.\nإنهم يحتاجون إلى الوقت\nÉén café is te weinig."


def guid(number: int) -> str:
    return str(UUID(int=number, version=4))


def a_project() -> Project:
    """Two tables would be as good as one: every kind of element is there."""
    user = User(guid(1), "Codeur A")
    codes = (
        CodeOf(guid(10), "Kansen", is_codable=False),
        CodeOf(guid(11), "Kans: samenwerking", guid(10), colour="#00aa33", description="Wie & wat"),
        CodeOf(guid(12), "Knelpunten", is_codable=False),
        CodeOf(guid(13), "Knelpunt: samenwerking", guid(12), notes=(guid(50),)),
    )
    start = SAID.index("إنهم")
    selection = Selection(
        guid(30), start, start + 22, "citaat 2", "memo bij het citaat", user.guid, MOMENT,
        (CodingOf(guid(31), guid(11), user.guid, MOMENT, (guid(50),)),
         CodingOf(guid(32), guid(13), user.guid, MOMENT)), (guid(50),),
    )  # fmt: skip
    values = ((guid(40), "Vlaams-Brabant"), (guid(41), "12"))
    source = Source(
        guid(20), "Tafel 1", SAID, "nagelezen", user.guid, MOMENT, (selection,),
        (CodingOf(guid(33), guid(13), user.guid, MOMENT),), (), values,
    )  # fmt: skip
    return Project(
        "Proefreeks", "Vlaggenlijn", "Verzonnen.", user.guid, MOMENT, (user,), codes,
        (Variable(guid(40), "regio"), Variable(guid(41), "deelnemers", "Integer")),
        (Case(guid(60), "Tafel 1", "", (guid(20),), values),), (source,),
        (Note(guid(50), "Memo", "Opvallend: 👍", user.guid, MOMENT),),
        (Set(guid(70), "Reeks", "", (guid(11),), (guid(20),), (guid(50),)),),
    )  # fmt: skip


# All that a text of people can hold and XML too: emoji, right to left, no control characters.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("\n\t👩‍👧🇧🇪é"),
    max_size=30,
)
lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
    max_size=12,
)
moments = st.datetimes(
    min_value=datetime(1980, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)
)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Any project whose parts know each other; every moment and user is told."""
    numbers = iter(range(1, 10_000))

    def new() -> str:
        return guid(next(numbers))

    users = tuple(User(new(), draw(lines)) for _ in range(draw(st.integers(1, 3))))
    any_user = st.sampled_from([user.guid for user in users])
    notes = tuple(Note(new(), draw(lines), draw(texts), draw(any_user), draw(moments))
                  for _ in range(draw(st.integers(0, 2))))  # fmt: skip
    some_notes = st.lists(st.sampled_from([one.guid for one in notes]), max_size=2).map(tuple) if (
        notes) else st.just(())  # fmt: skip
    codes: list[CodeOf] = []
    for _ in range(draw(st.integers(0, 5))):
        parent = draw(st.sampled_from(["", *(code.guid for code in codes)]))
        colour = draw(st.sampled_from(["", "#0a0b0c", "#ffffff"]))
        codes.append(CodeOf(new(), draw(lines), parent, draw(st.booleans()), colour, draw(texts),
                            draw(some_notes)))  # fmt: skip
    kinds = st.sampled_from(["Text", "Integer", "Date"])
    variables = tuple(Variable(new(), draw(lines), draw(kinds), draw(texts))
                      for _ in range(draw(st.integers(0, 2))))  # fmt: skip
    values = st.fixed_dictionaries({}, optional={one.guid: lines for one in variables}).map(
        lambda found: tuple(found.items())
    )

    def codings() -> tuple[CodingOf, ...]:
        if not codes:
            return ()
        return tuple(CodingOf(new(), draw(st.sampled_from(codes)).guid, draw(any_user),
                              draw(moments), draw(some_notes))
                     for _ in range(draw(st.integers(0, 2))))  # fmt: skip

    sources = []
    for _ in range(draw(st.integers(0, 2))):
        text = draw(texts)
        selections = []
        for _ in range(draw(st.integers(0, 3))):
            start = draw(st.integers(0, len(text)))
            end = draw(st.integers(start, len(text)))
            selections.append(Selection(new(), start, end, draw(lines), draw(texts), draw(any_user),
                                        draw(moments), codings(), draw(some_notes)))  # fmt: skip
        whole = codings(), draw(some_notes), draw(values)
        sources.append(Source(new(), draw(lines), text, draw(texts), draw(any_user),
                              draw(moments), tuple(selections), *whole))  # fmt: skip
    held = tuple(one.guid for one in sources)
    cases = tuple(Case(new(), draw(lines), draw(texts), held, draw(values))
                  for _ in range(draw(st.integers(0, 1))))  # fmt: skip
    sets = tuple(Set(new(), draw(lines), draw(texts), tuple(one.guid for one in codes), held,
                     tuple(one.guid for one in notes))
                 for _ in range(draw(st.integers(0, 1))))  # fmt: skip
    return Project(
        draw(lines), draw(lines), draw(texts), draw(any_user), draw(moments), users,
        tuple(in_depth(codes)), variables, cases, tuple(sources), notes, sets,
    )  # fmt: skip


def in_depth(codes: list[CodeOf], parent: str = "") -> list[CodeOf]:
    """The order in which a document tells them: what stands under a code follows it at once."""
    return [one for code in codes if code.parent == parent
            for one in (code, *in_depth(codes, code.guid))]  # fmt: skip
