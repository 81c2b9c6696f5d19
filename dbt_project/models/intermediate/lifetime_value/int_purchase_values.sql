-- grain: one row per customer and review with a purchase: expected contribution of its next purchase
{{ config(materialized='ephemeral') }}

-- Spend is the Gamma-Gamma expectation of the fit in use: the customer's own mean, shrunk the more the less is known of
-- it. Without such a fit the mean is shrunk by the same few average purchases as the contribution rate.
with customer_runs as (
    select * from {{ ref('int_customer_runs') }}
),

fits as (
    select
        model_run_id,
        cast(spend_shape as double) as spend_shape,
        cast(spend_heterogeneity as double) as spend_heterogeneity,
        cast(spend_scale as double) as spend_scale
    from {{ ref('lifetime_value_fits') }}
    where is_spend_passed and is_passed
),

spent as (
    select
        customer_runs.customer_id,
        customer_runs.review_date,
        case
            when fits.spend_shape * customer_runs.valued_purchase_count + fits.spend_heterogeneity > 1
                then cast(fits.spend_shape * (fits.spend_scale + customer_runs.valued_net_amount) as double)
                    / (fits.spend_shape * customer_runs.valued_purchase_count + fits.spend_heterogeneity - 1)
        end as fitted_spend,
        cast(customer_runs.valued_net_amount + policies.margin_prior_purchases * rates.average_purchase as double)
        / (customer_runs.valued_purchase_count + cast(policies.margin_prior_purchases as double)) as shrunk_spend,
        rates.contribution_rate,
        rates.contribution_basis
    from customer_runs
    inner join {{ ref('int_contribution_rates') }} as rates
        on rates.customer_id = customer_runs.customer_id
        and rates.review_date = customer_runs.review_date
    inner join {{ ref('int_lifetime_policies') }} as policies on policies.review_date = customer_runs.review_date
    left join fits on fits.model_run_id = customer_runs.passed_run_id
)

select
    customer_id,
    review_date,
    coalesce(fitted_spend, shrunk_spend) as expected_spend,
    case when fitted_spend is not null then 'gamma_gamma' else 'shrunk_mean' end as spend_model_name,
    contribution_rate,
    contribution_basis,
    cast(coalesce(fitted_spend, shrunk_spend) * contribution_rate as {{ amount_type() }}) as expected_value_per_purchase_amount
from spent
