-- grain: one row per customer of a top tier to whom promises were missed in the latest complete quarter

-- One alert a customer, which lists what was missed: whoever answers for the customer answers for all of it. Since the first
-- quarter of the unbroken run of quarters in which enough was missed.
with quarters as (
    select
        delivery.customer_id,
        delivery.quarter_start_date,
        count(*) as judged_count,
        count_if(not delivery.is_met) as missed_count,
        count_if(not delivery.is_met) >= {{ policy_parameter('alert_parameters', 'promise_missed_least_count') }} as is_missed,
        {{ list_aggregate(
            "case when not delivery.is_met then dimensions.dimension_name_en || ' ' || "
            ~ in_words_precise('delivery.delivered_quantity') ~ " || ' of ' || " ~ in_words_precise('delivery.promised_quantity')
            ~ " || ' ' || delivery.unit || ' (' || dimensions.responsible_role || ')' end",
            '; ', 'delivery.strategy_dimension'
        ) }} as missed_promises
    from {{ ref('strategy_delivery') }} as delivery
    inner join {{ ref('strategy_dimensions') }} as dimensions on dimensions.strategy_dimension = delivery.strategy_dimension
    where delivery.is_met is not null
    group by delivery.customer_id, delivery.quarter_start_date
),

runs as (
    select
        quarters.*,
        max(case when not is_missed then quarter_start_date end) over (partition by customer_id) as last_met_date
    from quarters
),

missed as (
    select
        runs.*,
        min(case when last_met_date is null or quarter_start_date > last_met_date then quarter_start_date end)
            over (partition by customer_id) as since_date
    from runs
)

select
    cast({{ alert_id('promise_missed', 'missed.customer_id', 'missed.since_date') }} as varchar) as alert_id,
    cast('promise_missed' as varchar) as alert_type,
    cast('customer' as varchar) as subject_type,
    cast(missed.customer_id as varchar) as subject_id,
    cast(customers.customer_name as varchar) as subject_name,
    cast(missed.customer_id as varchar) as customer_id,
    cast(missed.since_date as date) as since_date,
    cast(missed.missed_promises as varchar) as figures,
    cast(
        cast(missed.missed_count as varchar) || ' of ' || cast(missed.judged_count as varchar) || ' promises to ' || customers.customer_name
        || ' were missed in the quarter from ' || cast(missed.quarter_start_date as varchar) || '.' as varchar
    ) as message,
    cast(coalesce(customers.account_manager_name, 'unassigned') as varchar) as who_should_know
from missed
inner join {{ ref('customer_tiers_current') }} as customers
    on customers.customer_id = missed.customer_id
    and customers.scheme_code = '{{ var("governing_scheme") }}'
    and customers.effective_tier_rank <= {{ policy_parameter('alert_parameters', 'promise_missed_tier_rank') }}
where missed.is_missed
    and missed.quarter_start_date = (select max(quarter_start_date) from {{ ref('int_quarters') }})
