# grain: one row per industry and ranked company name without a known account
"""Which account a ranked company is, by its name. The matching itself is the library `company_names`."""

from company_names import Limits, match_names
from frames import for_warehouse, to_pandas


def model(dbt, session):
    dbt.config(materialized="table")
    wanted = to_pandas(dbt.ref("int_ranked_company_names"))
    accounts = to_pandas(dbt.ref("dim_customers"))
    forms = to_pandas(dbt.ref("int_company_legal_forms"))
    policy = to_pandas(dbt.ref("int_name_matching_policy"))
    limits = Limits(*policy[["accept_score", "review_score", "lead_score", "word_score"]].astype(float).iloc[0])
    accounts = accounts[accounts["customer_id"] != "unknown"]
    matches = match_names(wanted, accounts, set(forms["legal_form"]), limits)
    text = ["industry", "company_name", "matched_customer_id", "match_status"]
    matches[text] = matches[text].astype("string")
    scores = ["match_score", "next_best_score"]
    matches[scores] = matches[scores].astype("float64")
    return for_warehouse(matches, session)
