"""Wallets, splits and flags on random companies, against the definitions in plain Python."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.compiled_models import CompiledModels, records
from tests.wallet_and_growth.oracle import Company
from tests.wallet_and_growth.random_company import FIRST_MONTH, REVIEW, company

MARTS = ["product_share_growth", "competitor_shares", "customer_share_growth"]
CLOSE = Decimal("0.00001")


@pytest.fixture(scope="module", params=[1, 2, 3])
def built(request: pytest.FixtureRequest, compiled_models: CompiledModels):
    tables = company(request.param)
    connection = compiled_models.run(MARTS, tables)
    return connection, Company(tables, REVIEW, -(-FIRST_MONTH // 12))


def test_wallets_follow_the_order_of_sources(built) -> None:
    connection, truth = built
    found = {
        (row["customer_id"], row["product_category"], row["fiscal_year"]): row
        for row in records(connection, "select * from intermediate.int_customer_wallets")
    }
    assert found.keys() == truth.wallets.keys()
    assert {wallet["source"] for wallet in truth.wallets.values()} >= {"customer_declared", "estimate", "peer_estimate"}
    for key, wallet in truth.wallets.items():
        row = found[key]
        got = [row["wallet_amount"], row["wallet_low_amount"], row["wallet_high_amount"]]
        assert all(abs(mine - theirs) < CLOSE for mine, theirs in zip(got, wallet["wallet"], strict=True)), (key, got, wallet)
        assert (row["wallet_source"], row["wallet_observed_on"]) == (wallet["source"], wallet["observed"]), key
        flags = (row["is_wallet_stale"], row["is_wallet_partial"], row["is_wallet_raised"])
        assert flags == (wallet["stale"], wallet["partial"], wallet["raised"]), (key, row, wallet)


def test_growth_is_split_exactly_and_only_between_complete_years(built) -> None:
    connection, truth = built
    rows = records(connection, "select * from marts.product_share_growth")
    assert {row["customer_id"] for row in rows} <= truth.buyers
    split = 0
    for row in rows:
        key = (row["customer_id"], row["product_category"], row["fiscal_year"])
        assert row["our_sales_amount"] == truth.sales.get(key, 0), key
        assert row["is_complete_year"] == truth.complete(row["fiscal_year"])
        effects = truth.split(key)
        if effects is None:
            assert row["market_effect_amount"] is None and row["share_effect_amount"] is None, key
            continue
        split += 1
        assert abs(Decimal(float(effects[0])) - row["market_effect_amount"]) < CLOSE, key
        assert abs(Decimal(float(effects[1])) - row["share_effect_amount"]) < CLOSE, key
        assert row["market_effect_amount"] + row["share_effect_amount"] == row["our_sales_change_amount"], key
    assert split > 100


def test_hidden_losses_and_positions_follow_from_both_years(built) -> None:
    connection, truth = built
    raised = 0
    for row in records(connection, "select * from marts.product_share_growth where is_complete_year"):
        key = (row["customer_id"], row["product_category"], row["fiscal_year"])
        before = (key[0], key[1], key[2] - 1)
        now, then = truth.wallets.get(key), truth.wallets.get(before)
        r1, r0 = float(truth.sales.get(key, 0)), float(truth.sales.get(before, 0))
        if not (truth.complete(key[2] - 1) and now and then and now["wallet"][0] > 0 and then["wallet"][0] > 0):
            assert row["is_hidden_share_loss"] is None and row["evolution_index"] is None, key
            continue
        loss = r0 / float(then["wallet"][0]) - r1 / float(now["wallet"][0])
        estimated = "peer_estimate" in (now["source"], then["source"])
        hidden = r1 > r0 and loss >= 0.02 and not estimated
        assert row["is_hidden_share_loss"] == hidden, key
        low, high = now["wallet"][1], then["wallet"][2]
        certain = hidden and low > 0 and r0 / float(high) - r1 / float(low) >= 0.02
        assert row["is_certain"] == certain, key
        raised += hidden
        if r0 > 0:
            index = (r1 / r0) / float(now["wallet"][0] / then["wallet"][0]) * 100
            assert row["evolution_index"] == pytest.approx(index), key
            if key[1] != "unallocated":
                assert row["position_code"] == ("leading" if index >= 105 else "keeping" if index >= 95 else "lagging"), key
    assert raised > 3


def test_new_competitors_are_those_with_nothing_in_a_year_that_was_looked_at(built) -> None:
    connection, truth = built
    for row in records(connection, "select * from marts.product_share_growth where is_new_competitor is not null"):
        key = (row["customer_id"], row["product_category"], row["fiscal_year"])
        now, then = truth.competitors.get(key, {}), truth.competitors.get((key[0], key[1], key[2] - 1))
        assert then is not None, key
        assert row["is_new_competitor"] == any(amount > 0 and then.get(name, 0) == 0 for name, amount in now.items()), key


def test_suppliers_make_up_the_wallet(built) -> None:
    connection, truth = built
    totals = records(
        connection,
        "select customer_id, product_category, fiscal_year, sum(spend_amount) as spend, max(wallet_amount) as wallet,"
        " sum(share_rate) as share, min(case when supplier_name = 'other' then spend_amount end) as other"
        " from marts.competitor_shares group by all",
    )
    expected = {key for key, wallet in truth.wallets.items() if wallet["wallet"][0] > 0 and key[0] in truth.buyers}
    assert {(row["customer_id"], row["product_category"], row["fiscal_year"]) for row in totals} == expected
    for row in totals:
        assert row["spend"] == row["wallet"] and abs(row["share"] - 1) < 1e-9 and row["other"] >= 0, row


def test_a_customers_four_effects_sum_to_its_change(built) -> None:
    connection, truth = built
    rows = records(connection, "select * from marts.customer_share_growth")
    for row in rows:
        head, year = row["customer_id"], row["fiscal_year"]
        change = sum(
            (amount if key[2] == year else -amount)
            for key, amount in truth.sales.items()
            if key[0] == head and key[2] in (year, year - 1)
        )
        if not (truth.complete(year) and truth.complete(year - 1)):
            assert row["our_sales_change_amount"] is None, row
            continue
        assert row["our_sales_change_amount"] == change, (head, year)
        parts = [row[f"{name}_effect_amount"] for name in ("market", "share", "mix", "unexplained")]
        assert sum(parts) == change, (head, year)
        keys = [key for key in truth.wallets if key[0] == head and key[2] == year and truth.split(key) is not None]
        shares = sum(float(truth.split(key)[1]) for key in keys)
        assert float(parts[1]) == pytest.approx(shares, abs=1e-4), (head, year)
        w1 = sum(float(truth.wallets[key]["wallet"][0]) for key in keys)
        w0 = sum(float(truth.wallets[key[0], key[1], year - 1]["wallet"][0]) for key in keys)
        r1 = sum(float(truth.sales.get(key, 0)) for key in keys)
        r0 = sum(float(truth.sales.get((key[0], key[1], year - 1), 0)) for key in keys)
        market = 0.5 * (r1 / w1 + r0 / w0) * (w1 - w0) if keys else 0
        assert float(parts[0]) == pytest.approx(market, abs=1e-4), (head, year)
        assert float(parts[3]) == pytest.approx(float(change) - (r1 - r0), abs=1e-4), (head, year)
