-- grain: one row per trial and tier: its rank, cut, contribution floor as an amount, and cap

-- A floor that is a share is one of the company's value at the review. It is never below nothing.
with trials as (
    select * from {{ ref('int_tier_trials') }}
),

company_values as (
    select review_date, value_basis, sum(value_amount) as company_value_amount
    from {{ ref('int_tier_values') }}
    group by review_date, value_basis
),

floors as (
    select
        trials.scheme_code,
        trials.review_date,
        trials.trial_code,
        definitions.tier_code,
        definitions.tier_rank,
        definitions.tier_name_en,
        definitions.tier_name_zh,
        definitions.entry_rule,
        definitions.cut_score,
        definitions.max_customers,
        case
            when tier_floors.floor_amount is not null then {{ at_rate('tier_floors.floor_amount', 'exchange_rates.exchange_rate') }}
            when tier_floors.floor_share_rate = 0 then cast(0 as {{ amount_type() }})
            else cast(cast(company_values.company_value_amount as numeric(28, 8)) * tier_floors.floor_share_rate as {{ amount_type() }})
        end as floor_amount
    from trials
    inner join {{ ref('tier_definitions') }} as definitions
        on definitions.scheme_code = trials.scheme_code
        and definitions.policy_code = trials.policy_code
    left join {{ ref('tier_floors') }} as tier_floors
        on tier_floors.scheme_code = trials.scheme_code
        and tier_floors.policy_code = trials.policy_code
        and tier_floors.value_basis = trials.value_basis
        and tier_floors.tier_code = definitions.tier_code
    left join company_values
        on company_values.review_date = trials.review_date
        and company_values.value_basis = trials.value_basis
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = coalesce(tier_floors.floor_currency, '{{ var("reporting_currency") }}')
        and exchange_rates.rate_date = trials.review_date
)

select
    scheme_code,
    review_date,
    trial_code,
    tier_code,
    tier_rank,
    tier_name_en,
    tier_name_zh,
    entry_rule,
    cut_score,
    max_customers,
    case when floor_amount < 0 then cast(0 as {{ amount_type() }}) else floor_amount end as floor_amount
from floors
