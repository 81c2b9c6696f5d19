-- one row per mart and metric: share of customers and of sales for which it is known, the least known first
select
    coverage.mart,
    coverage.metric,
    coverage.customer_count,
    coverage.known_customer_count,
    coverage.customer_coverage_rate,
    coverage.sales_coverage_rate
from quality.data_coverage as coverage
order by coverage.sales_coverage_rate nulls first, coverage.mart, coverage.metric
