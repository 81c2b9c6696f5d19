-- grain: one row per mart and metric

-- The share of customers, and of their twelve-month sales, for which a metric is known at the current review.
{% set metrics = {
    'customer_value_metrics': [
        'gross_profit_12m_amount', 'gross_margin_rate', 'cost_to_serve_12m_amount', 'contribution_12m_amount', 'collection_rate',
        'days_delinquent_weighted', 'sales_growth_symmetric_rate', 'open_receivables_amount', 'expected_credit_loss_amount',
        'influence_score',
    ],
} -%}
with current_metrics as (
    select metrics.*
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('dim_months') }} as months on months.is_current_review and months.month_end_date = metrics.review_date
),

-- customers without sales, or with a negative balance of them, weigh nothing in the share of sales
weighted as (
    select
        current_metrics.*,
        case when net_sales_12m_amount > 0 then net_sales_12m_amount else 0 end as sales_weight_amount
    from current_metrics
),

counted as (
    {%- for mart, columns in metrics.items() %}
    {%- set mart_loop = loop %}
    {%- for column in columns %}
    select
        '{{ mart }}' as mart,
        '{{ column }}' as metric,
        count(*) as customer_count,
        count({{ column }}) as known_customer_count,
        sum(sales_weight_amount) as sales_amount,
        coalesce(sum(case when {{ column }} is not null then sales_weight_amount end), 0) as known_sales_amount
    from weighted
    {%- if not (loop.last and mart_loop.last) %}
    union all
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
)

select
    cast(mart as varchar) as mart,
    cast(metric as varchar) as metric,
    cast(customer_count as integer) as customer_count,
    cast(known_customer_count as integer) as known_customer_count,
    coalesce({{ ratio('known_customer_count', 'customer_count') }}, 0) as customer_coverage_rate,
    coalesce({{ ratio('known_sales_amount', 'sales_amount') }}, 0) as sales_coverage_rate
from counted
