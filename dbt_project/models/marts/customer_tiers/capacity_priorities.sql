-- grain: one row per customer to whom capacity priority is promised at the current review

-- The list that planners work down: higher tier first, then score, then contribution, then id.
with tiers as (
    select * from {{ ref('customer_tiers_current') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

own_promises as (
    select
        members.customer_id,
        promises.promised_quantity
    from {{ ref('stg_customer_promises') }} as promises
    inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = promises.customer_id
    inner join {{ ref('int_current_review') }} as current_review on {{ in_force('promises', 'current_review.review_date') }}
    where promises.strategy_dimension = 'capacity_priority'
    qualify row_number() over (
        partition by members.customer_id
        order by case when members.is_head then 0 else 1 end, promises.valid_from desc nulls last, promises.promised_quantity desc nulls last
    ) = 1
),

promised as (
    select
        tiers.*,
        own_promises.customer_id is not null as is_own_promise,
        coalesce(own_promises.promised_quantity, strategies.promised_quantity) as promised_quantity
    from tiers
    left join own_promises on own_promises.customer_id = tiers.customer_id
    left join {{ ref('tier_strategies') }} as strategies
        on strategies.scheme_code = tiers.scheme_code
        and strategies.tier_code = tiers.effective_tier_code
        and strategies.strategy_dimension = 'capacity_priority'
)

select
    cast(row_number() over (
        order by effective_tier_rank, score desc nulls last, contribution_12m_amount desc nulls last, customer_id
    ) as integer) as priority_rank,
    cast(customer_id as varchar) as customer_id,
    cast(customer_name as varchar) as customer_name,
    cast(review_date as date) as review_date,
    cast(scheme_code as varchar) as scheme_code,
    cast(effective_tier_code as varchar) as tier_code,
    cast(score as double) as score,
    cast(promised_quantity as double) as promised_orders_per_quarter,
    cast(is_own_promise as boolean) as is_own_promise,
    cast(contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(account_manager_name as varchar) as account_manager_name,
    cast(reporting_currency as varchar) as reporting_currency
from promised
where promised_quantity > 0
