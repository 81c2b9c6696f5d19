"""What can be wrong with purchase data, said in one sentence."""

from __future__ import annotations


class InvalidPurchaseData(ValueError):
    """The data contradict themselves or hold no customer; no model may be fitted to them.

    Data that are merely too few or too uniform do not raise: fits report them as failed checks and
    :mod:`lifetime_value.choice` answers with a named fallback.
    """
