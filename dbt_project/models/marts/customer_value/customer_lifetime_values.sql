-- grain: one row per customer and review

-- What a customer has brought, is expected to bring, and what its influence may bring: always three columns before one sum.
with contributions as (
    select * from {{ ref('int_expected_contributions') }}
),

influence_values as (
    select * from {{ ref('int_influence_values') }}
),

customers as (
    select customer_id, customer_name from {{ ref('dim_customers') }}
)

select
    cast(contributions.customer_id as varchar) as customer_id,
    cast(contributions.review_date as date) as review_date,
    cast(customers.customer_name as varchar) as customer_name,
    cast(contributions.historical_contribution_amount as {{ amount_type() }}) as historical_contribution_amount,
    cast(contributions.expected_contribution_amount as {{ amount_type() }}) as expected_contribution_amount,
    cast(contributions.expected_contribution_low_amount as {{ amount_type() }}) as expected_contribution_low_amount,
    cast(contributions.expected_contribution_high_amount as {{ amount_type() }}) as expected_contribution_high_amount,
    cast(contributions.horizon_months as integer) as horizon_months,
    cast(contributions.probability_active as double) as probability_active,
    cast(contributions.expected_purchases as double) as expected_purchases,
    cast(contributions.discounted_purchases as double) as discounted_purchases,
    cast(contributions.expected_value_per_purchase_amount as {{ amount_type() }}) as expected_value_per_purchase_amount,
    cast(contributions.contribution_rate as double) as contribution_rate,
    cast(contributions.contribution_basis as varchar) as contribution_basis,
    cast(influence_values.influence_value_amount as {{ amount_type() }}) as influence_value_amount,
    cast(influence_values.influence_value_source as varchar) as influence_value_source,
    cast(influence_values.referred_customer_count as integer) as referred_customer_count,
    -- an unknown part leaves the sum unknown; it is never taken for nothing
    cast(
        contributions.historical_contribution_amount + contributions.expected_contribution_amount + influence_values.influence_value_amount
        as {{ amount_type() }}
    ) as lifetime_value_amount,
    cast(contributions.model_name as varchar) as model_name,
    cast(contributions.model_run_id as varchar) as model_run_id,
    cast(contributions.segment_code as varchar) as segment_code,
    cast(contributions.spend_model_name as varchar) as spend_model_name,
    cast(contributions.is_fallback as boolean) as is_fallback,
    cast(contributions.fallback_reason as varchar) as fallback_reason,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from contributions
inner join influence_values
    on influence_values.customer_id = contributions.customer_id
    and influence_values.review_date = contributions.review_date
left join customers on customers.customer_id = contributions.customer_id
