"""Penetration, missing leaders and classes on random markets, against the definitions in plain Python."""

from __future__ import annotations

import pytest

from tests.prospects.oracle import Market
from tests.prospects.random_market import market
from tests.support.compiled_models import CompiledModels, records

MARTS = ["industry_penetration", "industry_missing_leaders", "prospect_opportunities", "key_opportunities"]


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def built(request: pytest.FixtureRequest, compiled_models: CompiledModels):
    tables = market(request.param)
    return compiled_models.run(MARTS, tables), Market(tables)


def test_penetration_and_concentration_are_over_the_top(built) -> None:
    connection, truth = built
    rows = {(row["industry"], row["ranking_year"]): row for row in records(connection, "select * from marts.industry_penetration")}
    assert rows.keys() == truth.top.keys()
    for (industry, year), row in rows.items():
        expected = truth.penetration(industry, year)
        for name, value in expected.items():
            assert row[name] == pytest.approx(value, abs=1e-7) if isinstance(value, float) else row[name] == value, (industry, year, name)
        before = rows.get((industry, year - 1))
        change = None if before is None else pytest.approx(row["concentration_hhi"] - before["concentration_hhi"])
        assert row["concentration_hhi_change"] == change


def test_missing_leaders_are_those_of_the_latest_top_without_an_invoice(built) -> None:
    connection, truth = built
    rows = records(connection, "select * from marts.industry_missing_leaders")
    assert {(row["industry"], row["industry_rank"], row["company_name"], row["customer_id"]) for row in rows} == truth.missing()


def test_prospects_and_large_general_customers_are_classed_by_influence_and_potential(built) -> None:
    connection, truth = built
    expected = truth.classes()
    prospects = {row["customer_id"]: row for row in records(connection, "select * from marts.prospect_opportunities")}
    assert prospects.keys() == {head for head, (kind, _, _) in expected.items() if kind == "prospect"}
    listed = {row["customer_id"]: row for row in records(connection, "select * from marts.key_opportunities")}
    assert listed.keys() == {head for head, (kind, found, _) in expected.items() if kind == "customer" or found == "key"}
    assert {row["opportunity_class_code"] for row in [*prospects.values(), *listed.values()]} == {"key", "general"}
    for head, row in (prospects | listed).items():
        kind, found, potential = expected[head]
        assert (row.get("opportunity_kind", "prospect"), row["opportunity_class_code"]) == (kind, found), head
        assert row["deal_potential_score"] == (None if potential is None else pytest.approx(potential)), head
