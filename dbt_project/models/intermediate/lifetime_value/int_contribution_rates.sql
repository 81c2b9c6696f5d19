-- grain: one row per customer and review: what one unit of sales leaves after cost and cost to serve

-- A customer's own rate is shrunk towards the company's, by a few average purchases: one visit on a small order must not
-- make every future order a loss. Where the customer's cost is unknown the company's margin stands in, marked.
with contributions as (
    select * from {{ ref('int_historical_contributions') }}
),

states as (
    select * from {{ ref('int_purchase_states') }}
),

company as (
    select
        contributions.review_date,
        sum(contributions.window_net_amount) as net_amount,
        sum(contributions.window_costed_net_amount) as costed_net_amount,
        sum(contributions.window_profit_amount) as profit_amount,
        sum(contributions.window_serving_amount) as serving_amount
    from contributions
    group by contributions.review_date
),

purchases as (
    select
        review_date,
        sum(valued_net_amount) as valued_net_amount,
        sum(valued_purchase_count) as valued_purchase_count
    from states
    group by review_date
),

company_rates as (
    select
        company.review_date,
        {{ ratio('company.profit_amount', 'company.costed_net_amount') }} as company_margin_rate,
        {{ ratio('company.profit_amount', 'company.costed_net_amount') }}
        - coalesce({{ ratio('company.serving_amount', 'company.net_amount') }}, 0) as company_rate,
        {{ ratio('purchases.valued_net_amount', 'purchases.valued_purchase_count') }} as average_purchase
    from company
    left join purchases on purchases.review_date = company.review_date
),

rated as (
    select
        contributions.customer_id,
        contributions.review_date,
        contributions.historical_contribution_amount,
        company_rates.company_rate,
        company_rates.average_purchase,
        cast(policies.margin_prior_purchases as double) * company_rates.average_purchase as prior_sales,
        case when contributions.window_net_amount > 0 then cast(contributions.window_net_amount as double) else 0 end as own_sales,
        coalesce({{ ratio('contributions.window_profit_amount', 'contributions.window_costed_net_amount') }}, company_rates.company_margin_rate)
            as own_margin_rate,
        cast(contributions.window_serving_amount as double) as own_serving,
        contributions.window_costed_net_amount > 0 as is_own_margin
    from contributions
    inner join {{ ref('int_lifetime_policies') }} as policies on policies.review_date = contributions.review_date
    left join company_rates on company_rates.review_date = contributions.review_date
)

select
    customer_id,
    review_date,
    historical_contribution_amount,
    average_purchase,
    case when own_sales + prior_sales > 0
        then cast(own_margin_rate * own_sales - own_serving + prior_sales * company_rate as double) / (own_sales + prior_sales)
    end as contribution_rate,
    case when company_rate is null then 'unknown' when is_own_margin then 'own' else 'company' end as contribution_basis
from rated
