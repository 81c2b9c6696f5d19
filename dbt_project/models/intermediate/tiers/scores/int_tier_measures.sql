-- grain: one row per customer, review and measure whose value is known

-- Everything that a policy can score, side by side. Lapsed customers are placed against the pool of the others, not in it;
-- documents without a customer are placed nowhere.
with metrics as (
    select * from {{ ref('customer_value_metrics') }}
    where customer_id <> 'unknown'
),

{% set measures = {
    'net_sales_12m': 'net_sales_12m_amount',
    'gross_margin': 'gross_margin_rate',
    'collection_rate': 'collection_rate',
    'days_delinquent': 'days_delinquent_weighted',
    'influence': 'influence_score',
    'growth': 'sales_growth_symmetric_rate',
} -%}
measured as (
    {%- for measure, column in measures.items() %}
    select customer_id, review_date, lifecycle_status, '{{ measure }}' as measure_code, cast({{ column }} as double) as measure_value
    from metrics
    union all
    {%- endfor %}
    select metrics.customer_id, metrics.review_date, metrics.lifecycle_status, 'lifetime_value', cast(lifetime_values.value_amount as double)
    from metrics
    inner join {{ ref('int_tier_values') }} as lifetime_values
        on lifetime_values.customer_id = metrics.customer_id
        and lifetime_values.review_date = metrics.review_date
        and lifetime_values.value_basis = 'lifetime'
)

select
    customer_id,
    review_date,
    measure_code,
    measure_value,
    lifecycle_status <> 'lapsed' as is_in_pool
from measured
where measure_value is not null
