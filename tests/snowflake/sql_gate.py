"""The gate for portable SQL: compiled SQL must parse as Snowflake's and use only what both engines read alike.

    python -m tests.snowflake.sql_gate FILE...      one line per finding, exit 1 if there is any

The emulator is DuckDB underneath, so it runs SQL that Snowflake refuses or reads differently. This gate names those
constructs. Functions not on PORTABLE_FUNCTIONS are refused until somebody has looked them up for both engines.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlglot import exp, parse, tokenize
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.scope import traverse_scope
from sqlglot.tokens import Token, TokenType

_PORTABLE = """
    abs any_value avg cast ceil chr coalesce contains corr count count_if cume_dist date_trunc datediff day dense_rank
    exp extract first_value floor lag last_day last_value lead left length ln lower lpad ltrim max max_by md5 median min
    min_by mod month nth_value ntile nullif percent_rank percentile_cont position power quarter rank regr_slope
    replace right round row_number rpad rtrim sign split_part sqrt stddev stddev_pop stddev_samp substr substring sum
    trim try_cast upper var_pop var_samp year
"""
PORTABLE_FUNCTIONS = frozenset(_PORTABLE.split())
# Snowflake only: written by the dispatch macros of macros/portability for that target.
SNOWFLAKE_FUNCTIONS = frozenset({"dateadd", "listagg"})
_BEFORE_PARENTHESES = """
    values using exists and or not on as by when then else any all from join where having select union except intersect
    with is between like ilike in partition within group over distinct case end qualify limit offset numeric decimal
    number varchar char exclude rename lateral cross inner outer full recursive materialized table view sets rollup cube
    order interval
"""
_WORDS_BEFORE_PARENTHESES = frozenset(_BEFORE_PARENTHESES.split())
_CALLABLE = PORTABLE_FUNCTIONS | SNOWFLAKE_FUNCTIONS | _WORDS_BEFORE_PARENTHESES
_BANNED_NODES: dict[type[exp.Expr], str] = {
    exp.Filter: "aggregate FILTER: write sum(case when … end) or count_if",
    exp.IntDiv: "integer division: write floor(a / b)",
    exp.Columns: "columns(): name them",
    exp.Unnest: "unnest: join a row source instead",
    exp.GenerateSeries: "generate_series: use the macro number_series",
    exp.Lambda: "lambda",
    exp.TableSample: "sample: results would differ between builds",
    exp.Struct: "struct literal",
    exp.Array: "list literal",
    exp.CurrentDate: "a clock: use the macro as_of_date",
    exp.CurrentTimestamp: "a clock: use the macro as_of_date",
    exp.CurrentTime: "a clock: use the macro as_of_date",
    exp.Greatest: "greatest: NULLs count on Snowflake and not on DuckDB; write a case",
    exp.Least: "least: NULLs count on Snowflake and not on DuckDB; write a case",
    exp.Concat: "concat: NULL swallows the text on Snowflake and not on DuckDB; write ||",
    exp.ConcatWs: "concat_ws: NULL swallows the text on Snowflake and not on DuckDB; write ||",
    exp.Lateral: "lateral: join instead",
}
# Snowflake reserves them, DuckDB does not: no name of a column, a table or an expression.
_RESERVED = """
    account check connection constraint current database following gscluster increment issue minus of organization
    regexp rlike row rows sample schema some start trigger view whenever
"""
RESERVED = frozenset(_RESERVED.split())
_DOUBLE = (exp.DataType.Type.DOUBLE, exp.DataType.Type.FLOAT)
_FOREIGN_TYPES = frozenset({"int128", "uint128", "uint", "ubigint", "usmallint", "utinyint", "struct", "map", "uuid", "enum"})


def findings(sql: str) -> list[str]:
    """Every reason why this compiled statement may fail on, or mean something else to, one of the engines."""
    try:
        tokens = tokenize(sql, read="snowflake")
        trees = [tree for tree in parse(sql, read="snowflake") if tree is not None]
    except SqlglotError as error:
        return [f"not Snowflake's syntax: {str(error).splitlines()[0]}"]
    found = {*_in_text(sql), *_in_tokens(tokens)}
    for tree in trees:
        found |= {*_in_nodes(tree), *_in_subqueries(tree)}
    return sorted(found)


def _in_text(sql: str) -> Iterator[str]:
    text = re.sub(r"'[^']*'|--[^\n]*|/\*.*?\*/", "", sql, flags=re.S)
    if "//" in text:
        yield "//: a remark on Snowflake; write floor(a / b)"
    if "{{" in text or "{%" in text:
        yield "Jinja: give the gate compiled SQL (target/compiled), not the model"


# Sequences of words that no engine or only one accepts.
_PHRASES = {
    r"order by all": "order by all: name the columns",
    r"union (all )?by name": "union by name: Snowflake learned it late; list the columns",
    r"distinct on": "distinct on: use qualify row_number()",
    r"desc (?!nulls)": "desc without nulls first or nulls last: NULLs come first on Snowflake and last on DuckDB",
    r"ignore nulls \)": "ignore nulls inside the parentheses: Snowflake documents it outside; use last_known_value",
}


def _in_tokens(tokens: list[Token]) -> Iterator[str]:
    words = [token.text.lower() if token.token_type != TokenType.STRING else "''" for token in tokens]
    text = " ".join([*words, ";"])
    for phrase, why in _PHRASES.items():
        if re.search(rf"(?<!\S){phrase}", text):
            yield why
    if words[:1] == ["from"]:
        yield "from-first select"
    for position, (token, following) in enumerate(zip(tokens, tokens[1:], strict=False)):
        word = words[position]
        if token.token_type == TokenType.INTERVAL and following.token_type != TokenType.STRING:
            yield "interval without a quoted length: write interval '1 day'"
        if following.token_type != TokenType.L_PAREN or not word.isidentifier():
            continue
        if word not in _CALLABLE and not _names_columns(words, position):
            yield f"function {word}: not on the list of portable functions in tests/snowflake/sql_gate.py"
        if word in ("first_value", "last_value", "nth_value") and _has_no_frame(words, position):
            yield f"{word} without a frame: the whole partition on Snowflake, up to the current row on DuckDB"


def _names_columns(words: list[str], position: int) -> bool:
    """`with name (columns) as (`, `, name (columns) as (`, `as name (columns)`: no function call."""
    if position and words[position - 1] in ("with", "recursive", "as"):
        return True
    closing = _closing(words, position + 1)
    return words[closing + 1 : closing + 3] == ["as", "("]


def _has_no_frame(words: list[str], position: int) -> bool:
    """Whether the window function that starts at `position` leaves its frame to the engine."""
    opening = _closing(words, position + 1) + 1
    while words[opening : opening + 1] and words[opening] in ("ignore", "respect", "nulls", "over"):
        opening += 1
    return not {"rows", "range"} & set(words[opening : _closing(words, opening)])


def _closing(words: list[str], opening: int) -> int:
    """The position of the parenthesis that closes the one at `opening`."""
    depth = 0
    for index in range(opening, len(words)):
        depth += (words[index] == "(") - (words[index] == ")")
        if depth == 0:
            return index
    return len(words)


def _in_nodes(tree: exp.Expr) -> Iterator[str]:
    for node in tree.walk():
        if why := _BANNED_NODES.get(type(node)):
            yield why
        elif isinstance(node, exp.Join):
            if odd := {node.side, node.kind, node.method} & {"SEMI", "ANTI", "POSITIONAL", "ASOF", "NATURAL"}:
                yield f"{odd.pop().lower()} join: write exists, a window or the condition"
        elif isinstance(node, exp.DataType) and node.this.value.lower() in _FOREIGN_TYPES:
            yield f"type {node.this.value.lower()}"
        elif isinstance(node, exp.Div):
            if not _is_whole(node) and not any(map(_is_double, (node.this, node.expression))):
                yield "a / b without a double: six further digits on Snowflake, a double on DuckDB; use the macro ratio"
        elif isinstance(node, exp.Identifier) and node.args.get("quoted"):
            yield f'quoted identifier "{node.this}": Snowflake would not fold its case'
        elif isinstance(node, exp.Identifier) and node.this.lower() in RESERVED:
            yield f"name {node.this.lower()}: reserved on Snowflake"
        elif isinstance(node, (exp.Max, exp.Min)) and _is_boolean(node.this):
            yield "max or min of a boolean: write count_if(…) > 0"


def _is_whole(division: exp.Expr) -> bool:
    """`floor(a / b)`: digits behind the point do not matter."""
    around = division.parent
    while isinstance(around, (exp.Paren, exp.Cast)):
        around = around.parent
    return isinstance(around, (exp.Floor, exp.Ceil))


def _is_double(operand: exp.Expr) -> bool:
    return any(cast.to.this in _DOUBLE for cast in operand.find_all(exp.Cast, exp.TryCast))


def _is_boolean(operand: exp.Expr) -> bool:
    name = operand.name.lower() if isinstance(operand, exp.Column) else ""
    return isinstance(operand, (exp.Predicate, exp.Boolean, exp.Not, exp.Connector)) or name.startswith(("is_", "has_"))


def _in_subqueries(tree: exp.Expr) -> Iterator[str]:
    try:
        scopes = traverse_scope(tree)
    except SqlglotError:
        return
    for scope in scopes:
        # A column without a table name may belong to the subquery's own source; it is not counted.
        outside = [column for column in scope.external_columns if column.table]
        if not scope.is_subquery or not outside:
            continue
        tests_existence = isinstance(scope.expression.parent, exp.Exists)
        if not (tests_existence and all(map(_stands_in_an_equality, outside))):
            yield (
                "correlated subquery: Snowflake evaluates few of them (exists with equalities is safe); "
                f"join instead of reading {', '.join(sorted({column.sql() for column in outside}))} inside"
            )


def _stands_in_an_equality(column: exp.Expr) -> bool:
    return isinstance(column.find_ancestor(exp.Predicate, exp.Connector, exp.Select), exp.EQ)


def main(paths: list[str]) -> int:
    """Print the findings of each file; the number of files with any."""
    failed = 0
    for path in paths:
        found = findings(Path(path).read_text())
        failed += bool(found)
        for finding in found:
            print(f"{path}: {finding}")
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
