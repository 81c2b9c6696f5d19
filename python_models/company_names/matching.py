"""Which account a company name means, or that a person should look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from company_names.normalise import NormalName, normal_name

COLUMNS = ("industry", "company_name", "matched_customer_id", "match_score", "next_best_score", "match_status")
_CHUNK = 200


@dataclass(frozen=True)
class Limits:
    """Scores run from 0 to 100: accept from `accept` on, show to a person from `review` on.

    A similar name is accepted only if it leads the next best group by `lead` and its least similar word reaches `word`:
    `Aldergate Polymers Works` is not `Aldergate Polymers Group`, however alike the whole.
    """

    accept: float
    review: float
    lead: float
    word: float


@dataclass(frozen=True)
class _Account:
    customer_id: str
    head_id: str
    industry: str | None
    name: NormalName


def match_names(wanted: pd.DataFrame, accounts: pd.DataFrame, legal_forms: Collection[str], limits: Limits) -> pd.DataFrame:
    """One row for each of `wanted` (industry, company_name), columns `COLUMNS`.

    `accounts` has customer_id, group_head_id, customer_name, industry. `match_status`: `exact_name` (same name after
    normalisation, one group only), `similar_name` (accepted by `limits`), `review` (below the threshold, or ambiguous:
    never to be used unseen) or `none`. Among equals the account of the ranking's industry, then the smallest id, wins.
    """
    forms = frozenset(legal_forms)
    known = [
        _Account(row.customer_id, row.group_head_id, _text(row.industry), normal_name(row.customer_name, forms))
        for row in accounts.sort_values("customer_id").itertuples()
    ]
    by_key: dict[str, list[_Account]] = defaultdict(list)
    for account in known:
        for key in _keys(account.name):
            by_key[key].append(account)
    rows, open_rows = [], []
    for row in wanted.itertuples():
        name = normal_name(row.company_name, forms)
        same = {account.customer_id: account for key in _keys(name) for account in by_key.get(key, ()) if _agree(name, account.name)}
        if same:
            best = min(same.values(), key=lambda account: (account.industry != row.industry, account.customer_id))
            status = "exact_name" if len({account.head_id for account in same.values()}) == 1 else "review"
            rows.append((row.industry, row.company_name, best.customer_id, 100.0, None, status))
        else:
            open_rows.append((row.industry, row.company_name, name))
    rows.extend(_similar(open_rows, known, limits))
    return pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["industry", "company_name"], ignore_index=True)


def _similar(
    wanted: list[tuple[str, str, NormalName]], known: list[_Account], limits: Limits
) -> Iterable[tuple[str, str, str | None, float | None, float | None, str]]:
    names = [account.name.latin for account in known]
    heads = np.array([account.head_id for account in known], dtype=object)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        scores = process.cdist(
            [name.latin for _, _, name in part], names, scorer=fuzz.token_sort_ratio, dtype=np.float32, workers=1
        )
        for (industry, company, name), row_scores in zip(part, scores, strict=True):
            if not known or not name.latin:
                yield industry, company, None, None, None, "none"
                continue
            best = int(np.argmax(row_scores))
            others = row_scores[heads != heads[best]]
            score, following = float(row_scores[best]), float(others.max()) if len(others) else 0.0
            accepted = (
                score >= limits.accept
                and score - following >= limits.lead
                and known[best].industry in (industry, None)
                and _agree(name, known[best].name)
                and _least_similar_word(name.latin, known[best].name.latin) >= limits.word
            )
            status = "similar_name" if accepted else "review" if score >= limits.review else "none"
            found = known[best].customer_id if status != "none" else None
            yield industry, company, found, round(score, 4), round(following, 4), status


def _least_similar_word(first: str, second: str) -> float:
    """Score of the worst pair when each word of the one meets its best of the other; 0 where the counts differ."""
    words, others = first.split(), second.split()
    if len(words) != len(others):
        return 0.0
    worst = 100.0
    for word in words:
        best = max(others, key=lambda other: (fuzz.ratio(word, other), other))
        worst = min(worst, fuzz.ratio(word, best))
        others.remove(best)
    return worst


def _keys(name: NormalName) -> list[str]:
    return [key for key in (name.compact, name.local) if key]


def _agree(first: NormalName, second: NormalName) -> bool:
    """No contradiction: where both state a name in a script, it is the same in East Asian script, alike in Latin."""
    if first.local and second.local and first.local != second.local:
        return False
    if first.local and first.local == second.local and first.latin and second.latin:
        return fuzz.token_sort_ratio(first.latin, second.latin) >= 60
    return True


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
