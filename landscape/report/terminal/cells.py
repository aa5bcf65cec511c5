"""How numbers, names and bars stand in a terminal."""

from __future__ import annotations

import re

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from landscape.analysis.result import ApplicantRow, ClusterRow

WIDE = 110  # columns from which tables show what they leave out at 80
# C0 and C1 controls, and the marks that reorder or hide text: a record must not be able to drive the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean(text: str) -> str:
    """A text from a record, safe to print: no control codes, no direction marks, on one line."""
    return " ".join(_CONTROL.sub("", text).split())


def brief(text: str, most: int = 240) -> str:
    """As `clean`, cut at a word after `most` characters; landscape.json has it whole.

    >>> brief("is of no known kind; known are: this and that", most=30)
    'is of no known kind; known …'
    """
    whole = clean(text)
    return whole if len(whole) <= most else f"{whole[:most].rsplit(' ', 1)[0]} …"


def section(title: str, *parts: RenderableType) -> RenderableType:
    """A titled part of the report."""
    return Group(Text(), Text(title, style="bold underline"), *(Padding(part, (0, 0, 0, 1)) for part in parts))


def plain_table(*columns: tuple[str, str]) -> Table:
    """A plain table; each column as (title, "left" or "right")."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    for title, side in columns:
        number = side == "right"
        table.add_column(title, justify="right" if number else "left", no_wrap=number, overflow="fold")
    return table


def counted(value: int | None) -> str:
    """A count with thousands separated, a dash for none."""
    return "–" if value is None else f"{value:,}"


def percent(share: float | None) -> str:
    """A share in per cent."""
    return "–" if share is None else f"{share:.0%}"


def bar_of(value: float, largest: float, cells: int, block: str = "█") -> str:
    """A bar of at most `cells` cells; anything above zero shows."""
    if value <= 0 or largest <= 0:
        return ""
    return block * max(1, round(cells * value / largest))


def span(row: ApplicantRow | ClusterRow) -> str:
    """First and last priority year, a dash for none."""
    if row.first_year is None:
        return "–"
    return f"{row.first_year}–{row.last_year}" if row.last_year != row.first_year else str(row.first_year)


def and_more(left: int, what: str, where: str) -> list[Text]:
    """A line that says how many more there are, and where."""
    return [Text(f"and {left:,} more {what}: {where}", style="dim")] if left > 0 else []
