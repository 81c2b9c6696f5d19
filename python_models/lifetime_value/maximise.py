"""Maximum likelihood on log parameters by damped Newton steps, from coarse data to fine.

The gradient is analytic, the Hessian a difference of gradients. Coarse cells of the same data give the start and the
Hessian almost for free; on the full data two or three passes remain. Converged means: the Hessian is positive definite
and the log-likelihood still to be won, g'H^-1 g n / 2, is below `LIKELIHOOD_TOLERANCE`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lifetime_value.patterns import FloatArray

LIKELIHOOD_TOLERANCE = 1e-7
LOG_BOUND = 12.0
MAXIMUM_STEPS = 60
HESSIAN_STEP = 1e-5
RENEWALS = 4
# Above this many rows a Hessian of its own costs more than it tells: the finest cells' one differs by under 1 %.
HESSIAN_ROWS = 150_000


class Objective(Protocol):
    """Mean negative log-likelihood per customer as a function of the logs of the parameters."""

    customer_count: float
    row_count: int

    def loss_and_gradient(self, theta: FloatArray) -> tuple[float, FloatArray]: ...


@dataclass(frozen=True)
class Maximum:
    """theta: logs of the parameters; loss: mean negative log-likelihood; hessian: of that mean."""

    theta: FloatArray
    loss: float
    hessian: FloatArray
    predicted_gain: float
    is_positive_definite: bool
    pass_count: int

    @property
    def is_converged(self) -> bool:
        return self.is_positive_definite and self.predicted_gain < LIKELIHOOD_TOLERANCE


def hessian(objective: Objective, theta: FloatArray, gradient: FloatArray) -> FloatArray:
    """Symmetric Hessian from forward differences of the gradient."""
    columns = []
    for place in range(len(theta)):
        moved = theta.copy()
        moved[place] += HESSIAN_STEP
        columns.append((objective.loss_and_gradient(moved)[1] - gradient) / HESSIAN_STEP)
    matrix = np.array(columns)
    return (matrix + matrix.T) / 2


def maximise(levels: Sequence[Objective], start: FloatArray) -> Maximum:
    """The maximum over the last of `levels`, each warm-started by the one before (coarse to fine).

    start: logs of the first guess. Never raises on stubborn data: the result then says that it has not converged.
    """
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        found: Maximum | None = None
        for number, objective in enumerate(levels):
            coarse = levels[number - 1] if number and objective.row_count > HESSIAN_ROWS else None
            found = _newton(objective, start if found is None else found.theta, found, coarse)
    assert found is not None, "at least one level is needed"
    return found


def _newton(objective: Objective, theta: FloatArray, warm: Maximum | None, coarse: Objective | None) -> Maximum:
    judge = objective if coarse is None else coarse
    curvature = warm.hessian if warm is not None and np.all(np.isfinite(warm.hessian)) else None
    loss, gradient = objective.loss_and_gradient(theta)
    passes = 1
    for _ in range(RENEWALS):
        theta, loss, gradient, used = _descend(objective, theta, loss, gradient, curvature)
        passes += used
        # The final Hessian stands at the optimum: it gives the standard errors and proves the maximum.
        at = gradient if coarse is None else judge.loss_and_gradient(theta)[1]
        final = hessian(judge, theta, at)
        if not (np.all(np.isfinite(final)) and np.isfinite(loss) and np.all(np.isfinite(gradient))):
            return Maximum(theta, loss, final, np.inf, False, passes)
        gain = _step(final, gradient)[1] * objective.customer_count
        if gain < LIKELIHOOD_TOLERANCE:
            break
        curvature = final
    return Maximum(theta, loss, final, float(gain), bool(np.linalg.eigvalsh(final).min() > 1e-9), passes)


def _descend(
    objective: Objective, theta: FloatArray, loss: float, gradient: FloatArray, curvature: FloatArray | None
) -> tuple[FloatArray, float, FloatArray, int]:
    """Newton steps until the Hessian in use promises nothing more; an old one is renewed where it proves wrong."""
    passes, is_fresh = 0, False
    for _ in range(MAXIMUM_STEPS):
        if curvature is None:
            curvature, is_fresh = hessian(objective, theta, gradient), True
            passes += len(theta)
        step, gain = _step(curvature, gradient)
        if gain * objective.customer_count < LIKELIHOOD_TOLERANCE / 2:
            break
        moved = _backtrack(objective, theta, loss, step)
        if moved is None:
            if is_fresh:
                break
            curvature = None
            continue
        passes += moved[3]
        theta, loss, gradient = moved[:3]
        is_fresh = False
        # A Hessian that no longer shrinks the gap tenfold a step is worth renewing, at once on small data.
        if objective.row_count <= 2_000 or _step(curvature, gradient)[1] > 0.1 * gain:
            curvature = None
    return theta, loss, gradient, passes


def _step(curvature: FloatArray, gradient: FloatArray) -> tuple[FloatArray, float]:
    """Newton step, at most 1 in any log parameter, and the loss it promises to take off."""
    if not (np.all(np.isfinite(curvature)) and np.all(np.isfinite(gradient))):
        return np.zeros_like(gradient), 0.0
    values, vectors = np.linalg.eigh(curvature)
    values = np.maximum(np.abs(values), 1e-9)
    along = vectors.T @ gradient
    step = -vectors @ (along / values)
    return step / max(1.0, float(np.max(np.abs(step)))), float(0.5 * along @ (along / values))


def _backtrack(
    objective: Objective, theta: FloatArray, loss: float, step: FloatArray
) -> tuple[FloatArray, float, FloatArray, int] | None:
    length, tries = 1.0, 0
    while length > 1e-4:
        tries += 1
        moved = np.clip(theta + length * step, -LOG_BOUND, LOG_BOUND)
        new_loss, gradient = objective.loss_and_gradient(moved)
        if np.isfinite(new_loss) and np.all(np.isfinite(gradient)) and new_loss <= loss + 1e-13 * abs(loss):
            return moved, new_loss, gradient, tries
        length *= 0.25
    return None
