"""The pages in the order of the navigation; each module answers the questions of one page."""

from dashboards.pages import (
    account_management,
    customer_tiers,
    customer_value,
    customers,
    data_quality,
    leadership,
    lifetime_value,
    overview,
    problem_watch,
    prospect_opportunities,
    purchase_factors,
    wallet_and_growth,
)

PAGES = (
    overview.PAGE,
    leadership.PAGE,
    customers.PAGE,
    customer_value.PAGE,
    customer_tiers.PAGE,
    problem_watch.PAGE,
    account_management.PAGE,
    prospect_opportunities.PAGE,
    purchase_factors.PAGE,
    wallet_and_growth.PAGE,
    lifetime_value.PAGE,
    data_quality.PAGE,
)
GROUPS = {
    "leadership": ["overview", "leadership"],
    "customers": ["customers", "customer_value", "customer_tiers", "problem_watch", "account_management"],
    "growth": ["prospect_opportunities", "purchase_factors", "wallet_and_growth", "lifetime_value"],
    "foundation": ["data_quality"],
}
