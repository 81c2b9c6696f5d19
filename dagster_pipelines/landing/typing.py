"""How a value of a file becomes a value of the contract: what types it, and what says that it cannot be typed."""

from dataclasses import dataclass

from dagster_pipelines.landing.contract import Column

BLANKS = " \t\r\n\u00a0\ufeff"
WHOLE_TYPES = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@dataclass(frozen=True)
class TypedValue:
    """SQL of the engine. `typed` is NULL where the value does not fit, and `is_unread` is then true.

    `is_unread` is None where every value fits; `text` is the value as it came.
    """

    typed: str
    is_unread: str | None
    text: str


def _trimmed(text: str) -> str:
    return f"nullif(trim({text}, '{BLANKS}'), '')"


def _from_text(text: str, data_type: str, may_hold_underscores: bool) -> str:
    if data_type == "date":
        value = f"trim({text})"
        shapes = (
            f"{value} like '____-__-__' or {value} like '____-__-__ 00:00:00%' or {value} like '____-__-__T00:00:00%'"
        )
        return f"case when {shapes} then try_cast(left({value}, 10) as date) end"
    if data_type == "boolean":
        return f"case lower(trim({text})) when 'true' then true when 'false' then false end"
    typed = f"try_cast({text} as {data_type})"
    if data_type == "integer":
        # the engine rounds 1.5 to 2; a count must be whole
        typed = f"case when {typed} = try_cast({text} as numeric(20,4)) then {typed} end"
    # the engine reads 1_000 as a thousand
    return f"case when not contains({text}, '_') then {typed} end" if may_hold_underscores else typed


def typed_value(column: Column, source: str, kind: str, may_hold_underscores: bool = True) -> TypedValue:
    """Type one value. `source` is the SQL of the value and `kind` its type in the file, as the engine names it."""
    data_type = column.data_type
    text = source if kind == "VARCHAR" else f"cast({source} as varchar)"
    if data_type == "varchar":
        if kind in ("DOUBLE", "FLOAT"):
            # Ids with gaps come out of data frames as floating-point numbers; 103.0 means 103.
            whole = f"{source} = floor({source}) and abs({source}) < 1e15"
            text = f"case when {whole} then cast(cast({source} as bigint) as varchar) else {text} end"
        return TypedValue(_trimmed(text), None, text)
    if kind.split("(")[0] == data_type.split("(")[0].upper() or (data_type == "integer" and kind in WHOLE_TYPES):
        typed = f"try_cast({source} as {data_type})"
    elif data_type == "date" and kind.startswith("TIMESTAMP"):
        typed = f"try_cast({source} as date)"
    elif data_type.startswith("numeric") and kind.split("(")[0] in ("DECIMAL", "DOUBLE", "FLOAT", *WHOLE_TYPES):
        typed = f"try_cast({source} as {data_type})"
    else:
        typed = _from_text(text, data_type, may_hold_underscores)
    return TypedValue(typed, f"({source} is not null and {typed} is null and trim({text}) <> '')", text)
