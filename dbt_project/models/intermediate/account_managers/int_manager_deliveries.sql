-- grain: one row per account manager and quarter: promises judged and met of the customers owned at the quarter's end

select
    owners.account_manager_id,
    quarters.quarter_start_date,
    quarters.quarter_end_date,
    count_if(delivery.is_met is not null) as judged_count,
    count_if(delivery.is_met) as met_count,
    -- where deliveries carry who confirmed them, only those count for a career
    count_if(delivery.is_met and (delivery.confirmed_delivery_count > 0 or not knowledge.is_confirmation_known)) as confirmed_met_count
from {{ ref('strategy_delivery') }} as delivery
inner join {{ ref('int_quarters') }} as quarters on quarters.quarter_start_date = delivery.quarter_start_date
inner join {{ ref('int_owners_at_reviews') }} as owners
    on owners.customer_id = delivery.customer_id
    and owners.review_date = quarters.quarter_end_date
cross join (
    select count(confirmed_by) > 0 as is_confirmation_known from {{ ref('stg_service_deliveries') }}
) as knowledge
group by owners.account_manager_id, quarters.quarter_start_date, quarters.quarter_end_date
