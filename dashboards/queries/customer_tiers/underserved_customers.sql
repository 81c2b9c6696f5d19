-- the 25 customers with the largest contribution who got less than promised in the latest quarter
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
),

latest_quarter as (
    select max(quarter_start_date) as quarter_start_date
    from marts.strategy_delivery
),

promises as (
    select
        delivery.customer_id,
        delivery.customer_name,
        delivery.tier_code,
        count_if(delivery.is_met is not null) as promise_count,
        count_if(not delivery.is_met) as broken_count,
        string_agg(case when not delivery.is_met then delivery.strategy_dimension end, ',' order by delivery.strategy_dimension)
            as broken_dimensions
    from marts.strategy_delivery as delivery
    inner join latest_quarter on delivery.quarter_start_date = latest_quarter.quarter_start_date
    group by 1, 2, 3
)

select
    promises.customer_id,
    promises.customer_name,
    promises.tier_code,
    promises.promise_count,
    promises.broken_count,
    promises.broken_dimensions,
    current_tiers.contribution_12m_amount,
    current_tiers.account_manager_name,
    count(*) over () as underserved_customer_count,
    sum(promises.broken_count) over () as all_broken_count
from promises
inner join governing_scheme on true
left join marts.customer_tiers_current as current_tiers
    on
        promises.customer_id = current_tiers.customer_id
        and governing_scheme.scheme_code = current_tiers.scheme_code
where promises.broken_count > 0
order by current_tiers.contribution_12m_amount desc nulls last, promises.customer_id
limit 25
