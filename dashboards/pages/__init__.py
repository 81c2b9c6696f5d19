"""The pages in the order of the navigation; each module answers the questions of one page."""

from dashboards.pages import customer_value, customers, overview

PAGES = (overview.PAGE, customer_value.PAGE, customers.PAGE)
GROUPS = {"leadership": ["overview"], "customers": ["customer_value", "customers"]}
