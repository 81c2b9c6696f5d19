"""One measured run of one library in a process of its own: `python workers.py LIBRARY TASK FILE`.

Prints JSON with the seconds of the work (imports and reading excluded), peak memory and the log-likelihood of the
parameters found, taken from one independent reference likelihood.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np

HORIZON = 52.0


def load(path: str) -> SimpleNamespace:
    with np.load(path) as data:
        return SimpleNamespace(**{name: data[name] for name in data.files})


def ours_customers(d: SimpleNamespace) -> dict[str, list[float]]:
    from lifetime_value import (
        expected_spend,
        fit_bg_nbd,
        fit_gamma_gamma,
        purchase_patterns,
        score,
        spend_patterns,
    )

    patterns = purchase_patterns(d.x, d.t_x, d.age)
    fit = fit_bg_nbd(patterns)
    buys = (d.x > 0) & (d.spend > 0)
    spend = fit_gamma_gamma(spend_patterns(d.x[buys], d.spend[buys]))
    scores = score(fit, patterns, HORIZON)
    money = expected_spend(spend, d.x, d.spend)
    return {"bg": list(fit.values), "gg": list(spend.values), "total": [scores.expected_purchases.sum(), money.sum()]}


def ours_pareto(d: SimpleNamespace) -> dict[str, list[float]]:
    from lifetime_value import fit_pareto_nbd, purchase_patterns

    return {"pareto": list(fit_pareto_nbd(purchase_patterns(d.x, d.t_x, d.age)).values)}


def lifetimes_customers(d: SimpleNamespace) -> dict[str, list[float]]:
    from lifetimes import BetaGeoFitter, GammaGammaFitter

    fit = BetaGeoFitter()
    fit.fit(d.x, d.t_x, d.age)
    buys = (d.x > 0) & (d.spend > 0)
    spend = GammaGammaFitter()
    spend.fit(d.x[buys], d.spend[buys])
    expected = fit.conditional_expected_number_of_purchases_up_to_time(HORIZON, d.x, d.t_x, d.age)
    fit.conditional_probability_alive(d.x, d.t_x, d.age)
    money = spend.conditional_expected_average_profit(d.x, d.spend)
    return {
        "bg": [float(fit.params_[name]) for name in ("r", "alpha", "a", "b")],
        "gg": [float(spend.params_[name]) for name in ("p", "q", "v")],
        "total": [float(np.sum(expected)), float(np.sum(money))],
    }


def lifetimes_weighted(d: SimpleNamespace) -> dict[str, list[float]]:
    """The same on distinct daily patterns with weights, grouped within the time as a warehouse would."""
    from lifetimes import BetaGeoFitter, GammaGammaFitter

    code = (d.x * 1_000 + np.rint(d.t_x * 7).astype(np.int64)) * 1_000 + np.rint(d.age * 7).astype(np.int64)
    _, first, place, weights = np.unique(code, return_index=True, return_inverse=True, return_counts=True)
    x, t_x, age = d.x[first], d.t_x[first], d.age[first]
    fit = BetaGeoFitter()
    fit.fit(x, t_x, age, weights=weights)
    buys = (d.x > 0) & (d.spend > 0)
    spend = GammaGammaFitter()
    spend.fit(d.x[buys], d.spend[buys])
    expected = fit.conditional_expected_number_of_purchases_up_to_time(HORIZON, x, t_x, age)
    fit.conditional_probability_alive(x, t_x, age)
    money = spend.conditional_expected_average_profit(d.x, d.spend)
    return {
        "bg": [float(fit.params_[name]) for name in ("r", "alpha", "a", "b")],
        "gg": [float(spend.params_[name]) for name in ("p", "q", "v")],
        "total": [float(np.asarray(expected)[place].sum()), float(np.sum(money))],
    }


def lifetimes_pareto(d: SimpleNamespace) -> dict[str, list[float]]:
    from lifetimes import ParetoNBDFitter

    fit = ParetoNBDFitter()
    fit.fit(d.x, d.t_x, d.age)
    return {"pareto": [float(fit.params_[name]) for name in ("r", "alpha", "s", "beta")]}


def pymc_customers(d: SimpleNamespace) -> dict[str, list[float]]:
    import pandas as pd
    from pymc_marketing.clv import BetaGeoModel, GammaGammaModel

    frame = pd.DataFrame(
        {"customer_id": np.arange(len(d.x)), "frequency": d.x, "recency": d.t_x, "T": d.age, "monetary_value": d.spend}
    )
    fit = BetaGeoModel(data=frame)
    fit.fit(method="map", progressbar=False)
    spend = GammaGammaModel(data=frame[(frame.frequency > 0) & (frame.monetary_value > 0)])
    spend.fit(method="map", progressbar=False)
    expected = fit.expected_purchases(data=frame, future_t=HORIZON)
    fit.expected_probability_alive(data=frame)
    money = spend.expected_customer_spend(data=frame)
    read = lambda model, names: [float(model.fit_result[name].mean()) for name in names]  # noqa: E731
    return {
        "bg": read(fit, ("r", "alpha", "a", "b")),
        "gg": read(spend, ("p", "q", "v")),
        "total": [float(expected.sum()), float(money.sum())],
    }


TASKS = {
    ("ours", "customers"): ours_customers,
    ("ours", "pareto"): ours_pareto,
    ("lifetimes", "customers"): lifetimes_customers,
    ("lifetimes_weighted", "customers"): lifetimes_weighted,
    ("lifetimes", "pareto"): lifetimes_pareto,
    ("pymc", "customers"): pymc_customers,
}
WARM_UP = {"ours": "lifetime_value", "lifetimes": "lifetimes", "lifetimes_weighted": "lifetimes",
           "pymc": "pymc_marketing.clv"}


def main(library: str, task: str, path: str) -> None:
    __import__(WARM_UP[library])
    data = load(path)
    before, processor = time.perf_counter(), time.process_time()
    found = TASKS[library, task](data)
    seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    numbers = {key: [float(v) for v in value] for key, value in found.items()}
    measured = {"seconds": seconds, "processor_seconds": time.process_time() - processor, "peak_mib": peak}
    print(json.dumps({**measured, **numbers}))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "python_models"))
    main(*sys.argv[1:4])
