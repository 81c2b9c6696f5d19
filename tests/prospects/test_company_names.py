"""Matching of company names, with errors of a stated kind and a seed: what is accepted has to be right."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pandas as pd
from company_names import Limits, match_names, normal_name

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "policy"
FORMS = {row["legal_form"] for row in csv.DictReader((SEEDS / "company_legal_forms.csv").open(encoding="utf-8"))}
LIMITS = Limits(accept=92, review=85, lead=3, word=75)
PLACES = ["Aldergate", "Brightwater", "Calderon", "Dunmore", "Eastmoor", "Fairhaven", "Harrowgate", "Kestrel", "Lorraine"]
TRADES = ["Polymers", "Semiconductor", "Dockworks", "Foods", "Power", "Quarries", "Microdevices", "Laboratories"]
KINDS = ["Works", "Industries", "Holdings", "Group", "International"]


def frames(seed: int) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str | None]]:
    """Half of all possible names are accounts; rankings write accounts differently and list strangers as they are."""
    chance = random.Random(seed)
    names = [f"{place} {trade} {kind}" for place in PLACES for trade in TRADES for kind in KINDS]
    chance.shuffle(names)
    known, strangers = names[:180], names[180:]
    accounts = [(f"c{n:03}", f"c{n:03}", f"{name} {chance.choice(['Ltd', 'GmbH', 'S.A.'])}", "x") for n, name in enumerate(known)]
    wanted: dict[str, str | None] = {f"{name} Inc.": None for name in strangers}
    for (account, _, _, _), name in zip(accounts, known, strict=True):
        place = chance.randrange(len(name))
        misspelt = name[:place] + name[place + 1 :] if name[place].islower() else name
        wanted[f"{chance.choice([name, name.upper(), misspelt])}, {chance.choice(['Co., Ltd.', 'B.V.', 'AG'])}"] = account
    columns = ["customer_id", "group_head_id", "customer_name", "industry"]
    return pd.DataFrame(accounts, columns=columns), pd.DataFrame({"industry": "x", "company_name": list(wanted)}), wanted


def test_what_is_accepted_is_right_and_most_is_found() -> None:
    accepted = right = real = 0
    for seed in range(5):
        accounts, wanted, truth = frames(seed)
        found = match_names(wanted, accounts, FORMS, LIMITS)
        assert len(found) == len(wanted)
        taken = found[found["match_status"].isin(["exact_name", "similar_name"])]
        accepted += len(taken)
        right += sum(truth[row.company_name] == row.matched_customer_id for row in taken.itertuples())
        real += sum(account is not None for account in truth.values())
    assert right / accepted >= 0.99, f"precision {right / accepted:.4f}"
    assert right / real >= 0.9, f"recall {right / real:.4f}"
    print(f"precision {right / accepted:.4f}, recall {right / real:.4f}")


def test_names_differ_only_in_what_does_not_matter() -> None:
    assert normal_name("The Müller & Söhne G.m.b.H.", FORMS).latin == "muller and sohne"
    assert normal_name("Limited", FORMS).latin == "limited"
    both, local = normal_name("Yilan Wafer Works Co., Ltd. 宜蘭晶圓", FORMS), normal_name("宜蘭晶圓股份有限公司", FORMS)
    assert both.local == local.local == "宜蘭晶圓"


def test_two_groups_of_one_name_wait_for_a_person() -> None:
    accounts = pd.DataFrame(
        [("a", "a", "Dunmore Power Ltd", "x"), ("b", "b", "Dunmore Power GmbH", "x")],
        columns=["customer_id", "group_head_id", "customer_name", "industry"],
    )
    wanted = pd.DataFrame({"industry": ["x"], "company_name": ["DUNMORE POWER"]})
    assert match_names(wanted, accounts, FORMS, LIMITS)["match_status"].tolist() == ["review"]


def test_nothing_to_match_gives_an_empty_table() -> None:
    nothing = pd.DataFrame({"industry": [], "company_name": []})
    accounts = pd.DataFrame(columns=["customer_id", "group_head_id", "customer_name", "industry"])
    assert match_names(nothing, accounts, FORMS, LIMITS).empty
