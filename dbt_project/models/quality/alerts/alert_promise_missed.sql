-- grain: one row per customer of a top tier and strategy dimension whose promise was missed in the latest complete quarter

-- Since the first quarter of the unbroken run of missed ones.
with judged as (
    select
        delivery.*,
        row_number() over (partition by delivery.customer_id, delivery.strategy_dimension order by delivery.quarter_start_date desc nulls last) as place,
        max(case when delivery.is_met then delivery.quarter_start_date end) over (
            partition by delivery.customer_id, delivery.strategy_dimension
        ) as last_met_date
    from {{ ref('strategy_delivery') }} as delivery
    where delivery.is_met is not null
),

runs as (
    select customer_id, strategy_dimension, min(quarter_start_date) as since_date, count(*) as missed_quarter_count
    from judged
    where last_met_date is null or quarter_start_date > last_met_date
    group by customer_id, strategy_dimension
),

missed as (
    select
        judged.*,
        runs.since_date,
        runs.missed_quarter_count,
        customers.account_manager_name,
        dimensions.dimension_name_en,
        dimensions.responsible_role
    from judged
    inner join runs on runs.customer_id = judged.customer_id and runs.strategy_dimension = judged.strategy_dimension
    inner join {{ ref('strategy_dimensions') }} as dimensions on dimensions.strategy_dimension = judged.strategy_dimension
    inner join {{ ref('customer_tiers_current') }} as customers
        on customers.customer_id = judged.customer_id
        and customers.scheme_code = judged.scheme_code
        and customers.effective_tier_rank <= {{ policy_parameter('alert_parameters', 'promise_missed_tier_rank') }}
    where judged.place = 1
        and not judged.is_met
        and judged.quarter_start_date = (select max(quarter_start_date) from {{ ref('int_quarters') }})
)

select
    cast({{ alert_id('promise_missed', "missed.customer_id || '|' || missed.strategy_dimension", 'missed.since_date') }} as varchar) as alert_id,
    cast('promise_missed' as varchar) as alert_type,
    cast('customer_dimension' as varchar) as subject_type,
    cast(missed.customer_id || '|' || missed.strategy_dimension as varchar) as subject_id,
    cast(missed.customer_name || ': ' || missed.dimension_name_en as varchar) as subject_name,
    cast(missed.customer_id as varchar) as customer_id,
    cast(missed.since_date as date) as since_date,
    cast('delivered ' || {{ in_words_precise('missed.delivered_quantity') }} || ' of ' || {{ in_words_precise('missed.promised_quantity') }} || ' ' || missed.unit || ', quarters missed ' || cast(missed.missed_quarter_count as varchar) as varchar) as figures,
    cast(missed.dimension_name_en || ' promised to ' || missed.customer_name || ' was missed in the quarter from ' || cast(missed.quarter_start_date as varchar) || '.' as varchar) as message,
    cast(coalesce(missed.account_manager_name, 'unassigned') || '; ' || missed.responsible_role as varchar) as who_should_know
from missed
