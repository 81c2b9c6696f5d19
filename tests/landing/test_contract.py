"""The one copy of the input contract is whole, and what must repeat it repeats it."""

import re

from dagster_pipelines.landing.contract import landing_tables
from tests.landing.staging_sql import REPOSITORY


def test_every_table_has_a_key_of_its_own_columns_and_says_what_its_absence_costs() -> None:
    tables = landing_tables()
    assert len(tables) == 25
    assert {name for name, table in tables.items() if table.is_required} == {
        "customers",
        "products",
        "invoices",
        "receipts",
    }
    for table in tables.values():
        assert table.key and set(table.key) <= set(table.column_names), table.name
        assert table.is_required or table.without, table.name
        assert table.amount is None or table.amount in table.column_names


def test_the_macro_lists_the_tables_of_the_contract() -> None:
    text = (REPOSITORY / "macros" / "landing" / "landing_contract.sql").read_text()
    listed = re.findall(
        r"'(\w+)'", text[text.index("macro landing_table_names") : text.index("macro landing_column_meta")]
    )
    assert listed == list(landing_tables())


def test_every_table_has_its_two_staging_models() -> None:
    folder = REPOSITORY / "dbt_project" / "models" / "staging"
    for name in landing_tables():
        assert (folder / f"stg_{name}.sql").exists() and (folder / f"stg_{name}_exceptions.sql").exists()
