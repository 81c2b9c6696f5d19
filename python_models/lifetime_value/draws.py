"""Random numbers for simulated purchases: each customer's own, or the same for all customers of a draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lifetime_value.patterns import FloatArray, IntArray


class IndependentDraws:
    """Every customer is drawn on its own: for totals, whose spread is the sum of independent customers."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def uniform(self, size: int) -> FloatArray:
        return self._generator.random(size)

    def gamma(self, shapes: FloatArray, index: IntArray) -> FloatArray:
        """Standard gamma with shape shapes[index], (n,)."""
        return self._generator.standard_gamma(shapes[index])

    def events(self, mean: FloatArray) -> FloatArray:
        return self._generator.poisson(mean).astype(np.float64)

    def gamma_sum(self, shape: float, number: FloatArray) -> FloatArray:
        """Sums of `number` standard gammas of one shape."""
        return self._generator.standard_gamma(shape * number)


class SharedDraws:
    """All customers of a draw share their random numbers: one event path, one gamma per shape.

    Each customer's own distribution is right, and its numbers depend on the seed and the draw alone, never on which
    other customers are scored: a new customer does not move the published interval of an old one.
    """

    def __init__(self, seed: int, draw: int) -> None:
        self._seed, self._draw, self._call = seed, draw, 0

    def _next(self) -> np.random.Generator:
        self._call += 1
        return np.random.default_rng([self._seed, self._draw, self._call])

    def uniform(self, size: int) -> FloatArray:
        del size
        return np.array([1.0 - self._next().random()])

    def gamma(self, shapes: FloatArray, index: IntArray) -> FloatArray:
        # Drawn in the order of the table, so longer tables begin with the shorter ones.
        drawn: FloatArray = self._next().standard_gamma(shapes)[index]
        return drawn

    def events(self, mean: FloatArray) -> FloatArray:
        most = float(np.max(mean, initial=0.0))
        path = np.cumsum(self._next().standard_exponential(int(most + 12.0 * np.sqrt(most)) + 40))
        return np.asarray(np.searchsorted(path, mean, side="right"), dtype=np.float64)

    def gamma_sum(self, shape: float, number: FloatArray) -> FloatArray:
        whole: NDArray[np.int64] = number.astype(np.int64)
        path = np.cumsum(np.append(0.0, self._next().standard_gamma(shape, int(whole.max(initial=0)))))
        summed: FloatArray = path[whole]
        return summed
