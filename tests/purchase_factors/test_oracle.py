"""Posteriors, ranks, mismatches and win rates on random deals, against the definitions in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from tests.purchase_factors.oracle import FACTORS, PRIOR, REASON, Deals, ranking, shares
from tests.purchase_factors.random_deals import REVIEW, deals
from tests.support.compiled_models import CompiledModels, records

MARTS = [
    "customer_purchase_factors",
    "deal_purchase_factors",
    "purchase_factor_mismatches",
    "purchase_factor_swap_effects",
    "purchase_factor_accuracy",
    "win_loss",
    "factor_market_shares",
]


@pytest.fixture(scope="module", params=[1, 2, 3])
def built(request: pytest.FixtureRequest, compiled_models: CompiledModels):
    tables = deals(request.param)
    return compiled_models.run(MARTS, tables), Deals(tables, REVIEW)


def grouped(connection, mart: str, key: str) -> dict[str, dict[str, dict]]:
    found: dict[str, dict[str, dict]] = defaultdict(dict)
    for row in records(connection, f"select * from marts.{mart}"):
        found[row[key]][row["factor"]] = row
    return found


def test_customers_weigh_all_their_evidence_against_the_market(built) -> None:
    connection, truth = built
    found = grouped(connection, "customer_purchase_factors", "customer_id")
    assert len(found) == 25
    for head, rows in found.items():
        share, confidence = truth.customer(head)
        for factor in FACTORS:
            assert rows[factor]["factor_share"] == pytest.approx(share[factor], abs=1e-9)
            assert rows[factor]["confidence_rate"] == pytest.approx(confidence, abs=1e-9)
            assert rows[factor]["is_prior_only"] == (confidence == 0)
        assert [factor for factor in sorted(FACTORS, key=lambda factor: rows[factor]["factor_rank"])] == ranking(share)


def test_deals_take_what_the_customer_showed_elsewhere_as_prior(built) -> None:
    connection, truth = built
    found = grouped(connection, "deal_purchase_factors", "opportunity_id")
    assert found.keys() == truth.deals.keys()
    for name, rows in found.items():
        share, confidence = truth.deal(name)
        for factor in FACTORS:
            assert rows[factor]["factor_share"] == pytest.approx(share[factor], abs=1e-9)
            assert rows[factor]["confidence_rate"] == pytest.approx(confidence, abs=1e-9)


def test_mismatches_are_those_of_open_and_lost_deals_with_enough_evidence(built) -> None:
    connection, truth = built
    rows = records(connection, "select * from marts.purchase_factor_mismatches")
    assert {(row["opportunity_id"], row["mismatch_type"]) for row in rows} == truth.mismatches()
    assert len({row["mismatch_type"] for row in rows}) == 3
    for row in rows:
        assert row["amount_at_stake_amount"] == truth.deals[row["opportunity_id"]]["amount"]


def test_swapping_the_labels_changes_what_it_says_it_changes(built) -> None:
    connection, truth = built
    swapped = {"relationship": PRIOR["value"], "price": PRIOR["price"], "value": PRIOR["relationship"]}
    changed = {}
    for head in {row["head"] for row in truth.evidence}:
        evidence = truth.sums((row for row in truth.evidence if row["head"] == head), REVIEW)
        if sum(evidence.values()) == 0:
            continue
        before = ranking(shares(PRIOR, 5, evidence))[0]
        after_shares = shares(swapped, 5, evidence)
        after = sorted(FACTORS, key=lambda factor: (-round(after_shares[factor], 12), -swapped[factor], factor))[0]
        if before != after:
            changed[head] = (before, after)
    rows = records(connection, "select * from marts.purchase_factor_swap_effects where finding_kind = 'first_factor'")
    assert {row["customer_id"]: (row["as_assumed_finding"], row["swapped_finding"]) for row in rows} == changed


def test_accuracy_argues_each_deal_again_without_its_own_outcome(built) -> None:
    connection, truth = built
    hits = argued = decided = 0
    for name, deal in truth.deals.items():
        reason = deal["won_reason"] if deal["stage"] == "won" else deal["lost_reason"]
        stated = REASON.get((reason or "").lower())
        if deal["stage"] not in ("won", "lost") or not deal["closed_date"] or not stated:
            continue
        decided += 1
        earlier = [row for row in truth.evidence if row["head"] == deal["head"] and row["observed_on"] < deal["closed_date"]]
        own = truth.sums((row for row in earlier if row["deal"] == name), deal["closed_date"])
        other = truth.sums((row for row in earlier if row["deal"] != name), deal["closed_date"])
        if sum(own.values()) + sum(other.values()) > 0:
            argued += 1
            hits += ranking(shares(shares(PRIOR, 5, other), 1, own))[0] == stated
    (row,) = records(connection, "select * from marts.purchase_factor_accuracy where dimension = 'all'")
    assert (row["decided_deal_count"], row["argued_deal_count"], row["hit_count"]) == (decided, argued, hits)


def test_wins_and_losses_are_counted_once_in_every_cut(built) -> None:
    connection, truth = built
    stages = Counter(deal["stage"] for deal in truth.deals.values())
    rows = records(
        connection,
        "select dimension, sum(win_count) as wins, sum(loss_count) as losses, sum(no_decision_count) as undecided,"
        " sum(loss_share_rate) as share from marts.win_loss group by dimension",
    )
    assert {row["dimension"] for row in rows} == {"all", "reason", "competitor", "category", "factor"}
    for row in rows:
        assert row["losses"] == stages["lost"] and row["share"] == pytest.approx(1)
        if row["dimension"] != "reason":
            assert (row["wins"], row["undecided"]) == (stages["won"], stages["no_decision"])


def test_factor_market_shares_leave_prior_only_customers_apart(built) -> None:
    connection, truth = built
    count, amount = Counter(), Counter()
    for number, head in enumerate(sorted(set(truth.head.values()))[:20]):
        share, confidence = truth.customer(head)
        first = ranking(share)[0] if confidence else "unknown"
        count[first] += 1
        amount[first] += 100 + number
    rows = records(connection, "select * from marts.factor_market_shares")
    assert {row["factor"]: row["customer_count"] for row in rows} == {key: count[key] for key in (*FACTORS, "unknown")}
    for row in rows:
        assert row["amount_share"] == pytest.approx(amount[row["factor"]] / sum(amount.values()))
