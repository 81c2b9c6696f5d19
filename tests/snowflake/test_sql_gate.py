"""The gate refuses what one engine would refuse or read differently, and lets the rest through."""

import pytest

from tests.snowflake.sql_gate import findings

REFUSED = {
    "select range(3)": "function range",
    "select nvl(a, b) from t": "function nvl",
    "select sum(a) filter (where b > 1) from t": "FILTER",
    "select a // b from t": "//",
    "select a / b from t": "without a double",
    "select cast(a as numeric(20, 4)) / 12 from t": "without a double",
    'select "k" from t': "quoted identifier",
    "select greatest(a, b) from t": "greatest",
    "select concat(a, b) from t": "concat",
    "select current_date": "clock",
    "select a from t order by a desc": "desc without nulls",
    "select row_number() over (partition by a order by b desc) from t": "desc without nulls",
    "select first_value(a) over (order by b) from t": "without a frame",
    "select last_value(a ignore nulls) over (order by b rows unbounded preceding) from t": "inside the parentheses",
    "select max(is_late) from t": "boolean",
    "select max(a > 1) from t": "boolean",
    "select (select max(r) from rates where rates.d <= o.d) from orders as o": "correlated",
    "select a from t where exists (select 1 from u where u.k = t.k and u.d < t.d)": "correlated",
    "select a from t natural join u": "natural join",
    "select a from t asof join u match_condition (t.d >= u.d) on t.k = u.k": "asof",
    "select a, row_number() over w from t window w as (order by a)": "syntax",
    "select d + interval 1 day from t": "interval",
    "select a from t union by name select a from u": "union by name",
    "select a from t order by all": "order by all",
    "select list_transform(a, x -> x + 1) from t": "lambda",
    "select unnest(a) from t": "unnest",
    "select cast(a as uinteger) from t": "syntax",
    "from t select a": "from-first",
    "select a as start from t": "reserved",
    "with rows as (select 1 as a) select a from rows": "",
    "select {{ a }} from t": "Jinja",
    "select from where": "",
}
ACCEPTED = [
    "with recursive c (n) as (select 1 union all select n + 1 from c where n < 3), d (k) as (select n from c) select k",
    "select n from (values (0), (1)) as v (n) qualify row_number() over (order by n desc nulls last) = 1",
    "select cast(a as double) / cast(b as double) as rate, datediff('day', d, e) from t group by all",
    "select max_by(a, b), count_if(a > 1), median(a), percentile_cont(0.5) within group (order by a) from t",
    "select last_value(a) ignore nulls over (order by b rows between unbounded preceding and current row) from t",
    "select a from t where exists (select 1 from u where u.k = trim(t.k)) and b in (select max(c) from u)",
    "select a || ' desc ' || b, left(a, 2), extract(year from d), cast(d + 30 as date) from t -- a // b",
    "select (select max(p) from parameters where code = 'x') * a as amount from t",
    "select floor((a - 1) / 3) + 1 as quarter_number, chr(31) from t",
    "select listagg(a, ', ') within group (order by a), dateadd('month', 1, d) from t",
]


@pytest.mark.parametrize("sql", REFUSED)
def test_refuses(sql: str) -> None:
    found = findings(sql)
    assert any(REFUSED[sql] in finding for finding in found), found


@pytest.mark.parametrize("sql", ACCEPTED)
def test_accepts(sql: str) -> None:
    assert findings(sql) == []
