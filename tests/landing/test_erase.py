"""After an erasure nothing in raw names the subject, figures stand, and a later delivery does not bring it back."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from dagster_pipelines.landing import LandingError, load_landing
from dagster_pipelines.landing.erase import erase, main, write_anew
from tests.landing.hostile_case import GOOD

WriteFolder = Callable[..., Path]
FILES = GOOD | {
    "customers.csv": GOOD["customers.csv"].replace("C2,Beta", "C2,Zebra Works"),
    "products.csv": GOOD["products.csv"] + "P3,Zebra Works\n",
    "invoices.csv": GOOD["invoices.csv"] + "I4,C2,invoice,soon,,USD,7.00,\n",
    "account_managers.csv": "account_manager_id,account_manager_name,title\nM1,Quentin Quirk,Director\n",
    "account_assignments.csv": "customer_id,account_manager_id,valid_from\nC2,M1,2024-01-01\n",
    "service_deliveries.csv": "delivery_id,customer_id,strategy_dimension,delivered_on,quantity,confirmed_by,note\n"
    "D1,C2,executive_visit,2024-03-01,1,Quentin Quirk,Zebra Works was pleased\n",
    "industry_rankings.csv": "industry,ranking_year,industry_rank,company_name,customer_id\n"
    "Pumps,2024,1,Public Ltd,C2\n",
}


def load(database: Path, folder: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        load_landing(connection, folder, 0)


def texts(database: Path) -> str:
    """Every text of every raw table."""
    with duckdb.connect(str(database)) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        return "\n".join(str(connection.execute(f"select * from raw.{table}").fetchall()) for (table,) in tables)


def erased(database: Path, kind: str, subject_id: str) -> str:
    with duckdb.connect(str(database)) as connection:
        substitute = erase(connection, kind, subject_id).substitute
    write_anew(database)
    return substitute


def test_nothing_names_an_erased_customer(tmp_path: Path, write_folder: WriteFolder) -> None:
    database = tmp_path / "build.duckdb"
    load(database, write_folder(FILES))
    assert "Zebra" in texts(database) and "'C2'" in texts(database)
    substitute = erased(database, "customer", "C2")
    assert "Zebra" not in texts(database) and "C2" not in texts(database)
    assert b"Zebra" not in database.read_bytes()
    with duckdb.connect(str(database)) as connection:
        sales = "select sum(net_amount) from raw.invoices where customer_id = ?"
        assert str(connection.execute(sales, [substitute]).fetchall()[0][0]) == "257.5000"
        ranking = "select company_name, customer_id from raw.industry_rankings"
        assert connection.execute(ranking).fetchall() == [("Public Ltd", None)]


def test_a_later_delivery_and_a_rebuild_do_not_bring_the_customer_back(
    tmp_path: Path, write_folder: WriteFolder
) -> None:
    database = tmp_path / "build.duckdb"
    load(database, write_folder(FILES))
    substitute = erased(database, "customer", "C2")
    later = "receipt_id,customer_id,receipt_date,currency,amount\nR9,C2,2024-09-01,EUR,5\n"
    load(database, write_folder({"receipts/2024-09.csv": later}))
    assert "C2" not in texts(database)
    database.unlink()
    load(database, write_folder(FILES))
    assert "C2" not in texts(database) and "Zebra" not in texts(database) and substitute in texts(database)


def test_nothing_names_an_erased_person(tmp_path: Path, write_folder: WriteFolder) -> None:
    database = tmp_path / "build.duckdb"
    load(database, write_folder(FILES))
    erased(database, "person", "M1")
    assert "Quirk" not in texts(database) and "M1" not in texts(database) and "Director" not in texts(database)
    assert "Zebra Works was pleased" in texts(database)


def test_an_unknown_subject_is_one_sentence(tmp_path: Path, write_folder: WriteFolder) -> None:
    load(tmp_path / "build.duckdb", write_folder(FILES))
    with (
        duckdb.connect(str(tmp_path / "build.duckdb")) as connection,
        pytest.raises(LandingError, match="names the customer"),
    ):
        erase(connection, "customer", "c2")


def test_the_command_names_the_landing_files(tmp_path: Path, write_folder: WriteFolder, monkeypatch, capsys) -> None:
    load(tmp_path / "build.duckdb", write_folder(FILES))
    monkeypatch.setattr("sys.argv", ["erase", str(tmp_path), "--customer", "C2"])
    assert main() == 0
    said = capsys.readouterr().out
    assert "customers.csv" in said and "products.csv" in said and "account_managers.csv" not in said
