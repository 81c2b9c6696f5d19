-- grain: one row per customer and review: contribution of all history up to it and of the margin window

with customer_months as (
    select * from {{ ref('fct_customer_months') }}
),

policies as (
    select * from {{ ref('int_lifetime_policies') }}
),

financing as (
    select
        {{ policy_parameter('collection_parameters', 'financing_rate') }} as financing_rate,
        {{ cash_is_known() }} as is_cash_known
),

{% set history = 'partition by customer_id order by month_index rows between unbounded preceding and current row' -%}
-- sums up to each month; a window of any length is the difference of two of them
cumulated as (
    select
        customer_id,
        month_index,
        month_end_date,
        is_customer_review,
        sum(document_count) over ({{ history }}) as document_count,
        sum(net_amount) over ({{ history }}) as net_amount,
        coalesce(sum(costed_net_amount) over ({{ history }}), 0) as costed_net_amount,
        sum(gross_profit_amount) over ({{ history }}) as known_profit_amount,
        sum(cost_to_serve_amount) over ({{ history }}) as cost_to_serve_amount,
        sum(open_receivables_amount) over ({{ history }}) as open_month_ends_amount
    from customer_months
)

select
    cumulated.customer_id,
    cumulated.month_end_date as review_date,
    cast(
        case when cumulated.document_count = 0 then 0 else cumulated.known_profit_amount end
        - cumulated.cost_to_serve_amount
        - {{ yearly_financing('cumulated.open_month_ends_amount', 'financing.financing_rate', 'financing.is_cash_known') }}
        as {{ amount_type() }}
    ) as historical_contribution_amount,
    cast(cumulated.net_amount - coalesce(before_window.net_amount, 0) as {{ amount_type() }}) as window_net_amount,
    cast(cumulated.costed_net_amount - coalesce(before_window.costed_net_amount, 0) as {{ amount_type() }}) as window_costed_net_amount,
    cast(coalesce(cumulated.known_profit_amount, 0) - coalesce(before_window.known_profit_amount, 0) as {{ amount_type() }})
        as window_profit_amount,
    cast(
        cumulated.cost_to_serve_amount - coalesce(before_window.cost_to_serve_amount, 0)
        + {{ yearly_financing(
            'cumulated.open_month_ends_amount - coalesce(before_window.open_month_ends_amount, 0)',
            'financing.financing_rate', 'financing.is_cash_known',
        ) }}
        as {{ amount_type() }}
    ) as window_serving_amount
from cumulated
inner join policies on policies.month_index = cumulated.month_index
cross join financing
left join cumulated as before_window
    on before_window.customer_id = cumulated.customer_id
    and before_window.month_index = cumulated.month_index - policies.margin_window_months
where cumulated.is_customer_review
