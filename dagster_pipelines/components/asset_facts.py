"""What Dagster shows about an asset beyond its SQL: who owns it and how old it may grow."""

from datetime import timedelta

import dagster as dg

DATA_PLATFORM, COMMERCIAL = "team:data-platform", "team:commercial-excellence"
# A daily refresh may be late by half a day before somebody should look.
FRESHNESS = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=26))
SERVED_LAYER = "marts"


def owners_of(layer: str) -> list[str]:
    """Marts belong to those who answer for the figures; everything before and after to those who run it."""
    return [COMMERCIAL, DATA_PLATFORM] if layer == SERVED_LAYER else [DATA_PLATFORM]


def freshness_of(layer: str) -> dg.FreshnessPolicy | None:
    """Marts and what is served must not grow old."""
    return FRESHNESS if layer == SERVED_LAYER else None
