"""The steps behind the dbt models: repeatable to the last bit, named by their data, one failing fit at a time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from lifetime_value.fallback import REPEAT_UNTIL_SILENT
from lifetime_value.simulation import simulate_regular_buyers
from lifetime_value.warehouse.fits import fit_frame
from lifetime_value.warehouse.holdouts import COLUMNS as HOLDOUT_COLUMNS
from lifetime_value.warehouse.holdouts import holdout_frame
from lifetime_value.warehouse.referrals import referral_frame
from lifetime_value.warehouse.scores import FALLBACK_RUN, score_frame

DATES = {0: "2024-12-31", 1: "2023-12-31"}


def _patterns(size: int, segment: str = "all", seed: int = 4) -> pd.DataFrame:
    """What `int_purchase_patterns` holds for one fit with one hold-out, one customer a row."""
    cuts = []
    for cut in DATES:
        patterns, recent, later = simulate_regular_buyers(size, (2,), 156, 365.25 / 7, seed)
        cuts.append(
            pd.DataFrame(
                {
                    "fit_date": DATES[0], "segment_code": segment, "cut_number": cut, "cut_date": DATES[cut],
                    "repeat_purchase_count": patterns.frequency,
                    "recency_days": np.rint(patterns.recency * 7).astype(int),
                    "age_days": np.rint(patterns.age * 7).astype(int),
                    "last_year_count": recent.astype(int) if cut else 0,
                    "next_year_count": later.astype(int) if cut else 0,
                    "customer_count": 1,
                    "log_gap_sum": (patterns.log_gap_sum or 0.0) / size,
                    "two_gap_customer_count": 1, "gap_share_square_sum": 0.05,
                }
            )
        )
    frame = pd.concat(cuts, ignore_index=True)
    repeats = (frame["repeat_purchase_count"] > 0) == (frame["recency_days"] > 0)
    return frame[repeats].reset_index(drop=True)


def _spend(size: int) -> pd.DataFrame:
    generator = np.random.default_rng(3)
    counts = generator.integers(1, 20, size)
    own = generator.gamma(3.0, 1 / 3_000, size)
    spends = [generator.gamma(4.0, 1 / rate, n) for rate, n in zip(own, counts, strict=True)]
    return pd.DataFrame(
        {
            "fit_date": DATES[0], "segment_code": "all", "valued_purchase_count": counts,
            "spend_step": np.arange(size), "customer_count": 1,
            "mean_spend_amount": [float(spend.mean()) for spend in spends],
            "valued_log_sum": [float(np.log(spend).sum()) for spend in spends],
        }
    )


POLICIES = pd.DataFrame(
    {
        "review_date": pd.to_datetime([DATES[0]]), "minimum_fit_customers": [200], "minimum_repeat_customers": [50],
        "minimum_repeat_purchases": [100],
    }
)


@pytest.fixture(scope="module")
def frames() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    patterns, spend = _patterns(1_500), _spend(400)
    holdouts = holdout_frame(patterns, POLICIES)
    return patterns, holdouts, fit_frame(patterns, spend, holdouts, POLICIES)


def _scored(fits: pd.DataFrame, patterns: pd.DataFrame, run: str) -> pd.DataFrame:
    own = patterns[patterns["cut_number"] == 0]
    wanted = own.drop_duplicates(["repeat_purchase_count", "recency_days", "age_days"])
    policy = {"policy_key": "p", "horizon_months": 36, "yearly_discount_rate": 0.1, "interval_level": 0.9,
              "fallback_yearly_retention": 0.8}
    return score_frame(wanted.assign(score_run_id=run, **policy), fits)


def test_a_winner_is_fitted_and_named_by_its_data(frames) -> None:
    patterns, holdouts, fits = frames
    row = fits.iloc[0]
    assert row["is_passed"] and row["model_name"] == "mbg_cnbd_k" and row["regularity"] == 2, row["reason"]
    assert row["is_spend_passed"] and len(row["model_run_id"]) == 16
    fewer = patterns.drop(index=patterns.index[patterns["cut_number"] == 0][:1])
    assert fit_frame(fewer, _spend(400), holdouts, POLICIES)["model_run_id"].iloc[0] != row["model_run_id"]


def test_the_order_of_rows_changes_no_bit(frames) -> None:
    patterns, holdouts, fits = frames
    mixed = patterns.sample(frac=1.0, random_state=1)
    again = holdout_frame(mixed, POLICIES)
    pd.testing.assert_frame_equal(again, holdouts, check_exact=True)
    refitted = fit_frame(mixed, _spend(400).sample(frac=1.0, random_state=2), again.sample(frac=1.0), POLICIES)
    pd.testing.assert_frame_equal(refitted, fits, check_exact=True)
    run = fits["model_run_id"].iloc[0]
    pd.testing.assert_frame_equal(_scored(fits, mixed, run), _scored(fits, patterns, run), check_exact=True)


def test_scores_lie_inside_their_interval(frames) -> None:
    patterns, _, fits = frames
    for run in (fits["model_run_id"].iloc[0], FALLBACK_RUN):
        scores = _scored(fits, patterns, run)
        assert (scores["purchases_low"] <= scores["discounted_purchases"]).all()
        assert (scores["discounted_purchases"] <= scores["purchases_high"]).all()
        assert (scores["discounted_purchases"] <= scores["expected_purchases"] + 1e-9).all()
        assert scores["probability_active"].between(0, 1).all()


def test_cells_stand_in_for_very_many_histories(frames, monkeypatch) -> None:
    patterns, _, fits = frames
    run = fits["model_run_id"].iloc[0]
    exact = _scored(fits, patterns, run)
    monkeypatch.setattr("lifetime_value.warehouse.scores.MOST_INTERVALS", 10)
    celled = _scored(fits, patterns, run)
    assert celled["purchases_high"].sum() == pytest.approx(exact["purchases_high"].sum(), rel=0.03)
    assert celled["purchases_low"].sum() == pytest.approx(exact["purchases_low"].sum(), rel=0.10)


def test_too_few_customers_are_a_named_fallback_beside_a_fit(frames) -> None:
    """One segment's failure never stops another's fit."""
    patterns, _, _ = frames
    both = pd.concat([patterns, _patterns(60, "chips")], ignore_index=True)
    holdouts = holdout_frame(both, POLICIES)
    fits = fit_frame(both, _spend(400), holdouts, POLICIES).set_index("segment_code")
    assert fits.loc["all", "is_passed"] and not fits.loc["chips", "is_passed"]
    assert fits.loc["chips", "model_name"] == REPEAT_UNTIL_SILENT
    assert "customers, at least 200" in fits.loc["chips", "reason"]
    assert fits.loc["chips", "spend_reason"] == "no purchase with known spend"


def test_a_company_without_history_gives_empty_typed_frames() -> None:
    empty = _patterns(50).iloc[:0]
    holdouts = holdout_frame(empty, POLICIES)
    assert len(holdouts) == 0 and list(holdouts.columns) == list(HOLDOUT_COLUMNS)
    fits = fit_frame(empty, _spend(5).iloc[:0], holdouts, POLICIES)
    assert len(fits) == 0 and str(fits["model_run_id"].dtype) == "string"
    assert len(_scored(fits, empty, FALLBACK_RUN)) == 0


def _referrals(*rows: tuple[str, str, str]) -> list[bool]:
    frame = pd.DataFrame(rows, columns=["referrer_id", "referred_id", "referral_date"]).assign(influence_degree=0.5)
    return list(referral_frame(frame.sample(frac=1.0, random_state=3))["is_cycle_broken"])


def test_a_circle_of_referrals_loses_its_latest_link() -> None:
    circle = ("A", "B", "2020-01-01"), ("B", "C", "2020-02-01"), ("C", "A", "2020-03-01")
    assert _referrals(*circle) == [False, False, True]
    assert _referrals(("B", "A", "2020-01-01"), ("A", "B", "2020-01-01")) == [False, True]
    assert _referrals(("A", "B", "2020-01-01"), ("A", "C", "2020-01-02"), ("B", "C", "2020-01-03")) == [False] * 3


def test_no_referral_at_all_is_an_empty_frame() -> None:
    frame = pd.DataFrame(columns=["referrer_id", "referred_id", "referral_date", "influence_degree"])
    assert len(referral_frame(frame)) == 0
