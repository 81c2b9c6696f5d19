-- grain: one row per tier held at the current review

-- What a tier brings in twelve months, what serving it costs by type, which part of that pays for promises, and what remains.
{% set cost_types = ['order_handling', 'delivery', 'on_site_engineer', 'support', 'returns', 'other'] -%}
with current_review as (
    select * from {{ ref('int_current_review') }}
),

customers as (
    select
        tiers.customer_id,
        tiers.effective_tier_code as tier_code,
        tiers.effective_tier_rank as tier_rank,
        metrics.net_sales_12m_amount,
        metrics.gross_profit_12m_amount,
        metrics.cost_to_serve_12m_amount,
        metrics.contribution_12m_amount
    from {{ ref('customer_tiers') }} as tiers
    inner join current_review on current_review.review_date = tiers.review_date
    inner join {{ ref('customer_value_metrics') }} as metrics
        on metrics.customer_id = tiers.customer_id
        and metrics.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

costs as (
    select
        service_costs.customer_id,
        {%- for type in cost_types %}
        sum(case when service_costs.cost_type = '{{ type }}' then service_costs.amount else 0 end) as {{ type }}_amount,
        {%- endfor %}
        sum(case when dimensions.cost_type is not null then service_costs.amount else 0 end) as promise_cost_amount
    from {{ ref('fct_service_costs') }} as service_costs
    inner join current_review
        on service_costs.month_index <= current_review.month_index
        and service_costs.month_index > current_review.month_index - 12
    left join {{ ref('cost_type_dimensions') }} as dimensions
        on dimensions.cost_type = service_costs.cost_type
        and {{ in_force('dimensions', 'current_review.review_date') }}
    group by service_costs.customer_id
),

summed as (
    select
        customers.tier_code,
        customers.tier_rank,
        count(*) as customer_count,
        sum(customers.net_sales_12m_amount) as net_sales_12m_amount,
        sum(customers.gross_profit_12m_amount) as gross_profit_12m_amount,
        count(customers.contribution_12m_amount) as contribution_known_count,
        sum(customers.contribution_12m_amount) as contribution_12m_amount,
        sum(customers.cost_to_serve_12m_amount) as cost_to_serve_12m_amount,
        {%- for type in cost_types %}
        sum(coalesce(costs.{{ type }}_amount, 0)) as {{ type }}_amount,
        {%- endfor %}
        sum(coalesce(costs.promise_cost_amount, 0)) as promise_cost_amount
    from customers
    left join costs on costs.customer_id = customers.customer_id
    group by customers.tier_code, customers.tier_rank
),

with_totals as (
    select
        *,
        sum(contribution_12m_amount) over () as company_contribution_amount,
        cost_to_serve_12m_amount is not null as is_cost_known
    from summed
)

select
    cast('{{ var("governing_scheme") }}' as varchar) as scheme_code,
    cast(with_totals.tier_code as varchar) as tier_code,
    cast(with_totals.tier_rank as integer) as tier_rank,
    cast(current_review.review_date as date) as review_date,
    cast(with_totals.customer_count as integer) as customer_count,
    cast(with_totals.net_sales_12m_amount as {{ amount_type() }}) as net_sales_12m_amount,
    cast(with_totals.gross_profit_12m_amount as {{ amount_type() }}) as gross_profit_12m_amount,
    cast(with_totals.cost_to_serve_12m_amount as {{ amount_type() }}) as cost_to_serve_12m_amount,
    {%- for type in cost_types %}
    cast(case when with_totals.is_cost_known then with_totals.{{ type }}_amount end as {{ amount_type() }}) as {{ type }}_cost_12m_amount,
    {%- endfor %}
    cast(case when with_totals.is_cost_known then with_totals.promise_cost_amount end as {{ amount_type() }}) as promise_cost_12m_amount,
    cast(with_totals.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(with_totals.gross_profit_12m_amount - with_totals.cost_to_serve_12m_amount as {{ amount_type() }}) as remaining_12m_amount,
    {{ ratio('with_totals.gross_profit_12m_amount', 'with_totals.cost_to_serve_12m_amount') }} as service_return_rate,
    cast(with_totals.gross_profit_12m_amount > with_totals.cost_to_serve_12m_amount as boolean) as is_service_earned_back,
    {{ ratio('with_totals.contribution_12m_amount', 'with_totals.company_contribution_amount') }} as contribution_share,
    {{ ratio('with_totals.contribution_known_count', 'with_totals.customer_count') }} as contribution_coverage_rate,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from with_totals
cross join current_review
