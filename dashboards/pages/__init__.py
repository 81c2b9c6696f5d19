"""The pages in the order of the navigation; each module answers the questions of one page."""

from dashboards.pages import account_management, customer_tiers, customer_value, customers, overview, problem_watch

PAGES = (
    overview.PAGE,
    customers.PAGE,
    customer_value.PAGE,
    customer_tiers.PAGE,
    problem_watch.PAGE,
    account_management.PAGE,
)
GROUPS = {
    "leadership": ["overview"],
    "customers": ["customers", "customer_value", "customer_tiers", "problem_watch", "account_management"],
}
