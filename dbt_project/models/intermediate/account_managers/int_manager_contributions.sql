-- grain: one row per account manager and review: contribution of the twelve months by days owned
{{ config(materialized='ephemeral') }}

-- A month's contribution goes to its owners by their days. Only customers whose twelve-month contribution is known at the
-- review count, so that managers and `unassigned` add up to the company's.
with customer_months as (
    select
        customer_id,
        month_index,
        cast(
            coalesce(gross_profit_amount, 0)
            - cost_to_serve_amount
            - {{ yearly_financing('open_receivables_amount', policy_parameter('collection_parameters', 'financing_rate'), cash_is_known()) }}
            as {{ amount_type() }}
        ) as contribution_amount
    from {{ ref('fct_customer_months') }}
),

shared as (
    select
        owner_months.account_manager_id,
        customer_months.customer_id,
        customer_months.month_index,
        cast(
            customer_months.contribution_amount * cast({{ ratio('owner_months.days_owned', 'owner_months.days_in_month') }} as numeric(10, 9))
            as {{ amount_type() }}
        ) as contribution_amount
    from customer_months
    inner join {{ ref('int_owner_months') }} as owner_months
        on owner_months.customer_id = customer_months.customer_id
        and owner_months.month_index = customer_months.month_index
    where customer_months.contribution_amount <> 0
),

known_reviews as (
    select customer_id, review_date, {{ month_index('review_date') }} as month_index
    from {{ ref('customer_value_metrics') }}
    where contribution_12m_amount is not null
)

select
    shared.account_manager_id,
    known_reviews.review_date,
    cast(sum(shared.contribution_amount) as {{ amount_type() }}) as contribution_12m_amount
from known_reviews
inner join shared
    on shared.customer_id = known_reviews.customer_id
    and shared.month_index between known_reviews.month_index - 11 and known_reviews.month_index
group by shared.account_manager_id, known_reviews.review_date
