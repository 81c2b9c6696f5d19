"""From hold-outs to the forecast in use: the chosen model refitted on all data, or a named fallback and its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lifetime_value.checks import data_notes, data_reasons
from lifetime_value.errors import InvalidPurchaseData
from lifetime_value.fallback import REPEAT_UNTIL_SILENT
from lifetime_value.fits import MINIMUM_CUSTOMERS, Fit
from lifetime_value.holdout import MODELS, Choice, Comparison, choose
from lifetime_value.patterns import PurchasePatterns


@dataclass(frozen=True)
class Forecaster:
    """What forecasts from here on: `fit`, or the rule `model_name` where fit is None."""

    model_name: str
    fit: Fit | None
    choice: Choice
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def is_fallback(self) -> bool:
        return self.fit is None


def forecaster(
    patterns: PurchasePatterns,
    comparisons: Sequence[Comparison],
    minimum_customers: float = MINIMUM_CUSTOMERS,
    minimum_repeaters: float = 50.0,
    minimum_purchases: float = 100.0,
) -> Forecaster:
    """The model that won the hold-outs, fitted on `patterns`; or the fallback with every reason that speaks for it.

    Raises InvalidPurchaseData only where the data contradict themselves (see :func:`purchase_patterns`).
    """
    if len(patterns) == 0:
        raise InvalidPurchaseData("there is no customer")
    poor = data_reasons(patterns, minimum_customers, minimum_repeaters, minimum_purchases)
    choice = choose(comparisons)
    if poor or choice.model is None:
        return Forecaster(REPEAT_UNTIL_SILENT, None, choice, tuple(dict.fromkeys(poor + choice.reasons)))
    fit = MODELS[choice.model](patterns)
    if not fit.is_usable:
        return Forecaster(REPEAT_UNTIL_SILENT, None, choice, fit.reasons)
    notes = data_notes(patterns) + fit.notes
    return Forecaster(fit.model, replace(fit, notes=notes), choice, (), notes)
