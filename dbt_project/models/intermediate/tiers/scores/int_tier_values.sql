-- grain: one row per customer, review and value basis: the amount that contribution floors look at

-- Twelve-month contribution; sales where the company knows no contribution at all at that review. For the basis lifetime
-- what the customer brought and is expected to bring, without the value of its influence.
with metrics as (
    select * from {{ ref('customer_value_metrics') }}
),

known as (
    select
        metrics.*,
        count(contribution_12m_amount) over (partition by review_date) > 0 as is_contribution_known
    from metrics
)

select
    customer_id,
    review_date,
    'consecutive_years' as value_basis,
    cast(case when is_contribution_known then contribution_12m_amount else net_sales_12m_amount end as {{ amount_type() }}) as value_amount,
    is_contribution_known
from known
union all
select
    customer_id,
    review_date,
    'lifetime' as value_basis,
    cast(historical_contribution_amount + expected_contribution_amount as {{ amount_type() }}) as value_amount,
    true as is_contribution_known
from {{ ref('customer_lifetime_values') }}
