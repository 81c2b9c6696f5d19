"""Which column of a file is which column of the contract."""

from collections import Counter
from dataclasses import dataclass

from dagster_pipelines.landing.contract import Table
from dagster_pipelines.landing.errors import LandingError


@dataclass(frozen=True)
class ColumnMatch:
    """`places` maps a contract column to its position in the file, from 0."""

    places: dict[str, int]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]


def _separator_hint(header: list[str]) -> str:
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        if len(header) == 1 and separator in header[0]:
            return f" (the columns seem to be separated by {name}: save the file with commas)"
    return ""


def match_columns(table: Table, header: list[str], file_name: str) -> ColumnMatch:
    """Find the contract's columns in a header; names count without case. A required or doubled one stops the load."""
    names = [name.strip().lower() for name in header]
    doubled = [name for name, count in Counter(names).items() if count > 1 and name in table.column_names]
    if doubled:
        raise LandingError(
            f"{file_name}: column {doubled[0]} stands twice in the header: remove the one that does not count."
        )
    lacking = [name for name in table.required_columns if name not in names]
    if lacking:
        one = len(lacking) == 1
        raise LandingError(
            f"{file_name}: the required column{'' if one else 's'} {', '.join(lacking)} of table {table.name} "
            f"{'is' if one else 'are'} missing{_separator_hint(header)}: add {'it' if one else 'them'} to the file "
            "and run again."
        )
    places = {name: names.index(name) for name in table.column_names if name in names}
    return ColumnMatch(
        places,
        ignored=tuple(
            name or f"(column {place} without a name)"
            for place, name in enumerate(header, 1)
            if name.strip().lower() not in table.column_names
        ),
        missing=tuple(name for name in table.column_names if name not in names),
    )
