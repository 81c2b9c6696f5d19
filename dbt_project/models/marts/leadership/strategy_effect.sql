-- grain: one row per tier and strategy dimension promised in the year before the last twelve months

-- Customers who got what was promised beside under-served ones of the same tier: whether they bought in the twelve months
-- after, and how their sales grew. An association: who is served well may have been the better customer before.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

-- the year of service ends where the year of its effect begins
base_review as (
    select months.month_end_date as review_date, months.month_index
    from {{ ref('dim_months') }} as months
    inner join current_review on current_review.month_index - 12 = months.month_index
    where months.is_review
),

policy as (
    select
        {{ policy_parameter('leadership_parameters', 'served_quarter_rate') }} as served_quarter_rate,
        {{ policy_parameter('leadership_parameters', 'interval_z') }} as interval_z
),

judged_quarters as (
    select
        deliveries.customer_id,
        deliveries.strategy_dimension,
        count(*) as quarter_count,
        count_if(deliveries.is_met) as met_count
    from {{ ref('strategy_delivery') }} as deliveries
    inner join base_review
        on deliveries.quarter_start_date <= base_review.review_date
        and {{ month_index('deliveries.quarter_start_date') }} > base_review.month_index - 12
        and {{ month_index('deliveries.quarter_start_date') }} + 2 <= base_review.month_index
    where deliveries.is_met is not null
    group by deliveries.customer_id, deliveries.strategy_dimension
),

tiers as (
    select tiers.customer_id, tiers.effective_tier_code, tiers.effective_tier_rank
    from {{ ref('customer_tiers') }} as tiers
    inner join base_review on base_review.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

customers as (
    select
        tiers.effective_tier_code,
        tiers.effective_tier_rank,
        judged_quarters.strategy_dimension,
        {{ ratio('judged_quarters.met_count', 'judged_quarters.quarter_count') }} >= policy.served_quarter_rate as is_served,
        metrics.invoice_count_12m > 0 as is_retained,
        cast(metrics.sales_growth_symmetric_rate as numeric(18, 12)) as growth
    from judged_quarters
    cross join policy
    cross join current_review
    inner join tiers on tiers.customer_id = judged_quarters.customer_id
    inner join {{ ref('customer_value_metrics') }} as metrics
        on metrics.customer_id = judged_quarters.customer_id
        and metrics.review_date = current_review.review_date
),

{% set groups = [('served', 'is_served'), ('underserved', 'not is_served')] -%}
counted as (
    select
        effective_tier_code,
        effective_tier_rank,
        strategy_dimension,
        {%- for group, condition in groups %}
        count_if({{ condition }}) as {{ group }}_count,
        count_if({{ condition }} and is_retained) as {{ group }}_retained_count,
        count(case when {{ condition }} then growth end) as {{ group }}_growth_count,
        sum(case when {{ condition }} then growth end) as {{ group }}_growth_sum,
        sum(case when {{ condition }} then cast(growth * growth as numeric(28, 12)) end) as {{ group }}_growth_square_sum{{ ',' if not loop.last }}
        {%- endfor %}
    from customers
    group by effective_tier_code, effective_tier_rank, strategy_dimension
),

averaged as (
    select
        counted.*,
        {%- for group, condition in groups %}
        {{ ratio(group ~ '_growth_sum', group ~ '_growth_count') }} as {{ group }}_growth_mean,
        sqrt(
            case
                when {{ group }}_growth_count > 1 then {{ larger_of(
                    ratio(group ~ '_growth_square_sum', group ~ '_growth_count')
                    ~ ' - ' ~ ratio(group ~ '_growth_sum', group ~ '_growth_count') ~ ' * ' ~ ratio(group ~ '_growth_sum', group ~ '_growth_count'),
                    'cast(0 as double)',
                ) }}
            end
        ) / sqrt(case when {{ group }}_growth_count > 1 then cast({{ group }}_growth_count - 1 as double) end) as {{ group }}_growth_error{{ ',' if not loop.last }}
        {%- endfor %}
    from counted
)

select
    cast('{{ var("governing_scheme") }}' as varchar) as scheme_code,
    cast(averaged.effective_tier_code as varchar) as tier_code,
    cast(averaged.effective_tier_rank as integer) as tier_rank,
    cast(averaged.strategy_dimension as varchar) as strategy_dimension,
    cast(base_review.review_date as date) as base_review_date,
    {%- for group, condition in groups %}
    cast(averaged.{{ group }}_count as integer) as {{ group }}_customer_count,
    {{ ratio('averaged.' ~ group ~ '_retained_count', 'averaged.' ~ group ~ '_count') }} as {{ group }}_retention_rate,
    {{ wilson_bound('averaged.' ~ group ~ '_retained_count', 'averaged.' ~ group ~ '_count', -1, 'policy.interval_z') }} as {{ group }}_retention_rate_low,
    {{ wilson_bound('averaged.' ~ group ~ '_retained_count', 'averaged.' ~ group ~ '_count', 1, 'policy.interval_z') }} as {{ group }}_retention_rate_high,
    cast(averaged.{{ group }}_growth_count as integer) as {{ group }}_growth_customer_count,
    cast(averaged.{{ group }}_growth_mean as double) as {{ group }}_growth_symmetric_rate,
    cast(averaged.{{ group }}_growth_mean - cast(policy.interval_z as double) * averaged.{{ group }}_growth_error as double) as {{ group }}_growth_symmetric_rate_low,
    cast(averaged.{{ group }}_growth_mean + cast(policy.interval_z as double) * averaged.{{ group }}_growth_error as double) as {{ group }}_growth_symmetric_rate_high,
    {%- endfor %}
    cast('Association, not cause: who is served well may have been the better customer before.' as varchar) as caveat
from averaged
cross join base_review
cross join policy
