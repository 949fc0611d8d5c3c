"""What `sources.yaml` says: how tables that are laid out in a way of their own are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from plancheck.model.record import FieldError, Number, OneOf, Scalar, Short, Whole, record
from plancheck.plans.marks import TIDY_FIELDS, Id, Meaning
from plancheck.sources.headers import VALUES
from plancheck.sources.template import DIMENSIONS, checked, places

LAST_ROW = 1_048_576
_LETTERS = {"type": "string", "pattern": "^[A-Za-z]{1,3}(-([A-Za-z]{1,3})?)?$"}
_LINES = {"type": ["integer", "string"], "minimum": 1, "pattern": r"^[1-9]\d{0,6}(-([1-9]\d{0,6})?)?$"}
_TEMPLATE = {"type": "string"}


def _rows(text: str) -> tuple[int, int]:
    """`4`, `5-35`, or `5-` for all that follow."""
    first, dash, last = text.partition("-")
    numbers = [first, last or (str(LAST_ROW) if dash else first)]
    if not all(n.isascii() and n.isdigit() and len(n) <= 7 for n in numbers) or not 0 < int(first) <= int(numbers[1]):
        raise FieldError("rows_expected", text)
    return int(first), int(numbers[1])


def column_number(letters: str) -> int:
    """A → 1, AA → 27; 0 for what is no column of a sheet."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return 0
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _columns(text: str) -> tuple[int, int]:
    """`C-J`, or `C-` for all that follow."""
    first, dash, last = text.partition("-")
    start, stop = column_number(first), column_number(last or first)
    if not start or stop < start:
        raise FieldError("columns_expected", text)
    return start, stop if last or not dash else LAST_ROW


Rows = Annotated[tuple[int, int], Scalar(_rows, _LINES)]
Columns = Annotated[tuple[int, int], Scalar(_columns, _LETTERS)]
Template = Annotated[str, Scalar(checked, _TEMPLATE)]
Field = Annotated[str, OneOf(*TIDY_FIELDS)]
Dimension = Annotated[str, OneOf(*DIMENSIONS)]


@record
class HeaderRows:
    """Where the header stands: in `rows`, or in the first row with all the texts of `has` and the `levels` - 1 rows
    below it. `fill`: in all levels but the last, a blank cell continues the one to its left."""

    rows: Rows | None = None
    has: tuple[str, ...] = ()
    levels: Whole = 1
    fill: Literal["right"] | None = None

    def __post_init__(self) -> None:
        if (self.rows is None) != bool(self.has) or self.levels < 1 or (self.rows and self.levels != 1):
            raise ValueError("header_rows_or_has")


@record
class Title:
    """A text above the table; without `row`, the first one above the header that fits."""

    text: Template
    row: Whole | None = None


@record
class Across:
    """Every column whose header fits the template holds values; `columns` keeps to some of them."""

    header: Template
    columns: Columns | None = None


@record
class Binding:
    """One table. What is said about a value comes from `fixed`, from the titles, from the row's own `columns` and from
    the header of its column (`across`). Columns are named by header or by letter.

    `rows`: the rows of the table, by default all below the header. `targets`: names in the table → ids; with it, what
    is not listed is passed over. `factors`: unit as written → what to multiply by. `fill`: columns in which a blank
    cell repeats the one above. `only`: column → the texts of the rows to be read. `skip`: first texts of rows that
    are no data (`*` stands for anything).
    """

    file: str
    header: Annotated[HeaderRows, Short("rows")]
    sheet: str | None = None
    rows: Rows | None = None
    titles: tuple[Title, ...] = ()
    fixed: Mapping[Dimension, str] | None = None
    columns: Mapping[str, Field] | None = None
    across: Annotated[Across, Short("header")] | None = None
    targets: Mapping[str, Id] | None = None
    factors: Mapping[str, Number] | None = None
    fill: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] | None = None
    skip: tuple[str, ...] = ()
    placeholders: Mapping[str, Meaning] | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        given = self.given
        if len(set(given)) < len(given):
            raise ValueError("field_twice")
        if "target" not in given:
            raise ValueError("target_nowhere")
        if not {"period", "done_on"} & set(given):
            raise ValueError("period_nowhere")
        if self.across is None and not set(VALUES) & set(given):
            raise ValueError("value_nowhere")
        if self.across is not None and set(VALUES) - {"item"} & set(given):
            raise ValueError("value_twice")

    @property
    def given(self) -> tuple[str, ...]:
        """Every field that some part of the binding gives."""
        named = [place for title in self.titles for place in places(title.text)]
        named += [] if self.across is None else places(self.across.header)
        own = [field for field in (self.columns or {}).values() if field != "note"]
        return (*(self.fixed or {}), *named, *own)


@record
class Sources:
    """A whole `sources.yaml`."""

    sources: Literal["1"]
    tables: tuple[Binding, ...]
