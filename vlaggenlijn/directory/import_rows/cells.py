"""The cells of one row by field, tidied, with the problems that are found on the way."""

from collections.abc import Callable, Mapping, Sequence

from vlaggenlijn.common.spreadsheets_table import Row
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.fields import Field, columns_of, is_approximate_column
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.directory.import_rows.values import Wrong


class Cells:
    """The cells of one row by field, tidied; it gathers problems on the way."""

    def __init__(
        self,
        header: Sequence[str],
        row: Row,
        mapping: Mapping[str, str],
        fields: Mapping[str, Field],
    ) -> None:
        self._fields = fields
        self.problems: list[Problem] = []
        self.refused: set[str] = set()
        self.approximate: set[str] = set()
        self._texts: dict[str, str] = {}
        self._take_over_problems(header, row, mapping)
        for name, columns in columns_of(tuple(header), frozenset(mapping.items())).items():
            for index in columns:
                if name not in self._texts:
                    self._take(name, header[index], row.cells[index])

    def _take_over_problems(
        self, header: Sequence[str], row: Row, mapping: Mapping[str, str]
    ) -> None:
        for found in row.problems:
            column = header[found.column] if found.column < len(header) else ""
            name = mapping.get(column, "")
            if name or not column:
                self._refuse(name, found.code, **{**found.values, "column": column})

    def _take(self, name: str, column: str, cell: str) -> None:
        plain = values_of.unescaped(cell)
        field = self._fields[name]
        text = values_of.tidy_lines(plain) if field.has_lines else values_of.tidy(plain)
        if not text:
            return
        limit = field.max_length
        if plain == cell and values_of.is_formula(text):
            self._refuse(name, "formula", column=column)
        elif len(text) > limit:
            self._refuse(name, "too_long", column=column, limit=limit)
        else:
            self._texts[name] = text
            if is_approximate_column(column):
                self.approximate.add(name)

    def _refuse(self, name: str, code: str, **values: str | int) -> None:
        self.refused.add(name)
        self.problems.append(problem(name, code, **values))

    def text(self, name: str) -> str:
        return self._texts.get(name, "")

    def read(self, name: str, reader: Callable[[str], str]) -> str:
        """Return the value of a field, or "" with a problem noted."""
        text = self.text(name)
        try:
            return reader(text) if text else ""
        except Wrong as wrong:
            self.problems.append(problem(name, wrong.code, value=wrong.value))
            return ""
