-- grain: one row per customer, strategy dimension and quarter with a tier before it: what was promised
{{ config(materialized='ephemeral') }}

-- A promise made to the customer itself overrides that of its tier; the head's counts before another member's, a later
-- one before an earlier. What is in force on the first day of the quarter holds for it.
with tiered_quarters as (
    select
        tiers.customer_id,
        tiers.scheme_code,
        tiers.effective_tier_code as tier_code,
        tiers.effective_tier_rank as tier_rank,
        quarters.quarter_start_date,
        quarters.quarter_end_date
    from {{ ref('int_quarters') }} as quarters
    inner join {{ ref('customer_tiers') }} as tiers
        on tiers.review_date = quarters.previous_review_date
        and tiers.scheme_code = '{{ var("governing_scheme") }}'
),

own_promises as (
    select
        members.customer_id,
        members.is_head,
        promises.strategy_dimension,
        promises.promised_quantity,
        promises.approved_by,
        promises.valid_from,
        promises.valid_to
    from {{ ref('stg_customer_promises') }} as promises
    inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = promises.customer_id
),

own_promises_by_quarter as (
    select
        tiered_quarters.customer_id,
        tiered_quarters.quarter_start_date,
        own_promises.strategy_dimension,
        own_promises.promised_quantity,
        own_promises.approved_by
    from tiered_quarters
    inner join own_promises
        on own_promises.customer_id = tiered_quarters.customer_id
        and {{ in_force('own_promises', 'tiered_quarters.quarter_start_date') }}
    qualify row_number() over (
        partition by tiered_quarters.customer_id, tiered_quarters.quarter_start_date, own_promises.strategy_dimension
        order by
            case when own_promises.is_head then 0 else 1 end,
            own_promises.valid_from desc nulls last,
            own_promises.promised_quantity desc nulls last
    ) = 1
)

select
    tiered_quarters.customer_id,
    tiered_quarters.scheme_code,
    tiered_quarters.tier_code,
    tiered_quarters.tier_rank,
    tiered_quarters.quarter_start_date,
    tiered_quarters.quarter_end_date,
    dimensions.strategy_dimension,
    dimensions.delivery_kind,
    dimensions.unit,
    own_promises_by_quarter.strategy_dimension is not null as is_own_promise,
    own_promises_by_quarter.approved_by as own_promise_approved_by,
    -- nothing promised is no promise
    nullif(cast(coalesce(own_promises_by_quarter.promised_quantity, promises.promised_quantity) as numeric(20, 4)), 0) as promised_quantity
from tiered_quarters
cross join {{ ref('strategy_dimensions') }} as dimensions
left join {{ ref('tier_strategy_promises') }} as promises
    on promises.scheme_code = tiered_quarters.scheme_code
    and promises.tier_code = tiered_quarters.tier_code
    and promises.strategy_dimension = dimensions.strategy_dimension
    and {{ in_force('promises', 'tiered_quarters.quarter_start_date') }}
left join own_promises_by_quarter
    on own_promises_by_quarter.customer_id = tiered_quarters.customer_id
    and own_promises_by_quarter.quarter_start_date = tiered_quarters.quarter_start_date
    and own_promises_by_quarter.strategy_dimension = dimensions.strategy_dimension
