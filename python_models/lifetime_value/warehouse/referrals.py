"""Behind `unbroken_referrals`: referrals without those that close a circle."""

from __future__ import annotations

import pandas as pd

from lifetime_value.warehouse.frames import frame_of, with_iso_dates

COLUMNS = {
    "referrer_id": "text",
    "referred_id": "text",
    "referral_date": "text",
    "influence_degree": "number",
    "is_cycle_broken": "flag",
}


def referral_frame(referrals: pd.DataFrame) -> pd.DataFrame:
    """The rows of `referrals` (referrer_id, referred_id, referral_date, influence_degree), `is_cycle_broken` added.

    Referrals are taken by date, then ids. One whose referred customer has already led, directly or through others, to
    its referrer would pay a value back to where it came from: it is marked and passes no value on. What happens later
    never changes the verdict on an earlier referral.
    """
    ordered = with_iso_dates(referrals).sort_values(
        ["referral_date", "referrer_id", "referred_id", "influence_degree"], kind="stable", ignore_index=True
    )
    followers: dict[str, set[str]] = {}
    rows = []
    for row in ordered.itertuples():
        referrer, referred = str(row.referrer_id), str(row.referred_id)
        closes = referrer == referred or _reaches(followers, referred, referrer)
        if not closes:
            followers.setdefault(referrer, set()).add(referred)
        rows.append(
            {
                "referrer_id": referrer,
                "referred_id": referred,
                "referral_date": str(row.referral_date),
                "influence_degree": float(row.influence_degree),
                "is_cycle_broken": closes,
            }
        )
    return frame_of(rows, COLUMNS)


def _reaches(followers: dict[str, set[str]], start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        for following in sorted(followers.get(waiting.pop(), ())):
            if following == goal:
                return True
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False
