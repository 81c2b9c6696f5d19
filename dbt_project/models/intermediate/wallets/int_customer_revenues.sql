-- grain: one row per customer and fiscal year for which the customer's own revenue is known

-- The head usually reports for its group; only where it does not are the members added up.
with customer_financials as (
    select * from {{ ref('stg_customer_financials') }}
),

current_review as (
    select * from {{ ref('int_current_review') }}
),

first_sources as (
    select
        customer_financials.*,
        {{ smaller_of(fiscal_year_end_date('customer_financials.fiscal_year'), 'current_review.review_date') }} as valuation_date
    from customer_financials
    inner join current_review on current_review.fiscal_year >= customer_financials.fiscal_year
    qualify row_number() over (
        partition by customer_financials.customer_id, customer_financials.fiscal_year
        order by customer_financials.source nulls last, customer_financials.revenue_amount desc nulls last
    ) = 1
),

converted as (
    select
        members.customer_id,
        members.is_head,
        first_sources.fiscal_year,
        {{ at_rate(
            'first_sources.revenue_amount',
            "case when first_sources.currency = '" ~ var('reporting_currency') ~ "' then 1 else exchange_rates.exchange_rate end",
        ) }} as revenue_amount
    from first_sources
    inner join {{ ref('bridge_customer_members') }} as members
        on members.member_customer_id = first_sources.customer_id
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = first_sources.currency
        and exchange_rates.rate_date = first_sources.valuation_date
)

select
    customer_id,
    fiscal_year,
    cast(coalesce(
        max(case when is_head then revenue_amount end),
        sum(revenue_amount)
    ) as {{ amount_type() }}) as revenue_amount
from converted
where revenue_amount is not null
group by customer_id, fiscal_year
