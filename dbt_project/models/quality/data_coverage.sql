-- grain: one row per mart and metric

-- The share of customers, and of their twelve-month sales, for which a metric is known at the current review.
{% set metrics = {
    'customer_value_metrics': [
        'gross_profit_12m_amount', 'gross_margin_rate', 'cost_to_serve_12m_amount', 'contribution_12m_amount', 'collection_rate',
        'days_delinquent_weighted', 'sales_growth_symmetric_rate', 'open_receivables_amount', 'expected_credit_loss_amount',
        'influence_score',
    ],
    'customer_share_growth': ['wallet_amount', 'evolution_index', 'customer_growth_index', 'supplier_concentration_hhi'],
    'customer_purchase_factors': ['factor_share'],
    'industry_penetration': ['customer_revenue_share_rate'],
} -%}
with current_metrics as (
    select metrics.*
    from {{ ref('customer_value_metrics') }} as metrics
    inner join {{ ref('dim_months') }} as months on months.is_current_review and months.month_end_date = metrics.review_date
),

-- share and growth of the latest complete year
share_growth as (
    select customer_id, wallet_amount, evolution_index, customer_growth_index, supplier_concentration_hhi
    from {{ ref('customer_share_growth') }}
    where is_complete_year
    qualify fiscal_year = max(fiscal_year) over (partition by is_complete_year)
),

-- the market's prior is no knowledge of a customer
first_factors as (
    select customer_id, factor_share
    from {{ ref('customer_purchase_factors') }}
    where factor_rank = 1 and not is_prior_only
),

industries as (
    select customers.customer_id, max(penetration.customer_revenue_share_rate) as customer_revenue_share_rate
    from {{ ref('industry_penetration') }} as penetration
    inner join {{ ref('dim_customers') }} as customers on customers.industry = penetration.industry
    group by customers.customer_id
),

-- customers without sales, or with a negative balance of them, weigh nothing in the share of sales
weighted as (
    select
        current_metrics.*,
        share_growth.wallet_amount,
        share_growth.evolution_index,
        share_growth.customer_growth_index,
        share_growth.supplier_concentration_hhi,
        first_factors.factor_share,
        industries.customer_revenue_share_rate,
        case when current_metrics.net_sales_12m_amount > 0 then current_metrics.net_sales_12m_amount else 0 end as sales_weight_amount
    from current_metrics
    left join share_growth on share_growth.customer_id = current_metrics.customer_id
    left join first_factors on first_factors.customer_id = current_metrics.customer_id
    left join industries on industries.customer_id = current_metrics.customer_id
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
