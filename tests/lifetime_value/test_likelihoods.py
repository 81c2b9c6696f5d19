"""Each likelihood against the brute-force integral of its story, and each gradient against differences."""

from __future__ import annotations

import numpy as np
import pytest
from lifetime_value.beta_geometric import BetaGeometricLikelihood
from lifetime_value.gamma_gamma import GammaGammaLikelihood, spend_patterns
from lifetime_value.pareto_nbd import ParetoLikelihood
from lifetime_value.patterns import purchase_patterns, split_one_time_buyers
from scipy.special import gammaln

from tests.lifetime_value import reference_likelihood as reference

GAPS = [[], [3.0], [2.0, 5.0, 1.5, 4.0]]
PARAMETERS = (1.3, 4.4, 1.2, 2.4)
PATTERNS = purchase_patterns([0, 0, 1, 4, 9, 2], [0, 0, 3, 12.5, 27, 29], [30, 12, 30, 30, 28, 30], [5, 1, 2, 1, 1, 3])


def _beta_geometric(patterns, k: int, may_leave: bool) -> BetaGeometricLikelihood:
    return BetaGeometricLikelihood(*split_one_time_buyers(patterns), k, may_leave, 1.0)


@pytest.mark.parametrize("gaps", GAPS, ids=len)
@pytest.mark.parametrize(("k", "may_leave"), [(1, False), (1, True), (3, True)])
def test_beta_geometric_likelihood_is_the_integral_of_its_story(gaps: list[float], k: int, may_leave: bool) -> None:
    patterns = purchase_patterns([len(gaps)], [sum(gaps)], [30.0])
    loss, _ = _beta_geometric(patterns, k, may_leave).loss_and_gradient(np.log(PARAMETERS))
    constant = (k - 1) * float(np.log(gaps).sum()) - len(gaps) * float(gammaln(k))
    assert -loss + constant == pytest.approx(reference.beta_geometric(PARAMETERS, gaps, 30.0, k, may_leave), abs=1e-6)


@pytest.mark.parametrize("parameters", [(0.55, 10.6, 0.61, 11.7), (3.0, 2.0, 0.1, 50.0), (0.1, 0.5, 4.0, 0.3)])
@pytest.mark.parametrize(("x", "t_x", "age"), [(0, 0.0, 30.0), (2, 12.0, 30.0), (7, 29.9, 30.0), (60, 80.0, 90.0)])
def test_pareto_likelihood_is_the_integral_of_its_story(parameters, x: int, t_x: float, age: float) -> None:
    loss, _ = ParetoLikelihood(purchase_patterns([x], [t_x], [age]), 1.0).loss_and_gradient(np.log(parameters))
    assert -loss == pytest.approx(reference.pareto(parameters, x, t_x, age), abs=1e-7)


@pytest.mark.parametrize(("purchases", "mean"), [(1, 20.0), (3, 35.0), (12, 9.0)])
def test_gamma_gamma_likelihood_is_the_integral_of_its_story(purchases: int, mean: float) -> None:
    parameters = (6.25, 3.74, 15.44)
    loss, _ = GammaGammaLikelihood(spend_patterns([purchases], [mean]), 1.0).loss_and_gradient(np.log(parameters))
    assert -loss == pytest.approx(reference.gamma_gamma(parameters, purchases, mean), abs=1e-7)


@pytest.mark.parametrize(
    "objective",
    [
        _beta_geometric(PATTERNS, 1, False),
        _beta_geometric(PATTERNS, 1, True),
        _beta_geometric(PATTERNS, 4, True),
        ParetoLikelihood(PATTERNS, 0.3),
        GammaGammaLikelihood(spend_patterns([1, 3, 5], [20.0, 31.0, 14.0], [4, 1, 2]), 18.0),
        GammaGammaLikelihood(spend_patterns([1, 3, 5], [20.0, 31.0, 14.0], [4, 1, 2], 40.0), 18.0),
    ],
    ids=["bg", "mbg", "mbg_cnbd_4", "pareto", "gamma_gamma", "gamma_gamma_of_purchases"],
)
def test_gradients_are_those_of_the_likelihood(objective) -> None:
    size = 3 if isinstance(objective, GammaGammaLikelihood) else 4
    theta = np.linspace(-0.3, 0.6, size)
    differences = [
        (objective.loss_and_gradient(theta + step)[0] - objective.loss_and_gradient(theta - step)[0]) / 2e-6
        for step in 1e-6 * np.eye(size)
    ]
    assert objective.loss_and_gradient(theta)[1] == pytest.approx(differences, abs=1e-7)
