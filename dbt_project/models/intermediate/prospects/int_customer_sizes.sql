-- grain: one row per customer or prospect whose own revenue is known

-- The latest reported revenue; where none was reported, the yearly revenue on the account's master record, the head's before the sum.
with reported as (
    select
        customer_id,
        max_by(revenue_amount, fiscal_year) as revenue_amount
    from {{ ref('int_customer_revenues') }}
    group by customer_id
),

recorded as (
    select
        group_head_id as customer_id,
        coalesce(max(case when is_group_head then annual_revenue_amount end), sum(annual_revenue_amount)) as revenue_amount
    from {{ ref('dim_customers') }}
    group by group_head_id
)

select
    recorded.customer_id,
    coalesce(reported.revenue_amount, recorded.revenue_amount) as revenue_amount
from recorded
left join reported on reported.customer_id = recorded.customer_id
where coalesce(reported.revenue_amount, recorded.revenue_amount) is not null
