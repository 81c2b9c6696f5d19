-- grain: one row per trial and customer that the rule of consecutive years holds at or above a tier

-- Stage 4: N complete fiscal years in a row, the latest one last, each at or above the rule's amount.
with trials as (
    select * from {{ ref('int_tier_trials') }}
),

amounts as (
    select * from {{ ref('int_rule_amount_years') }}
    where is_at_rule_amount
),

latest_complete_years as (
    select
        trials.scheme_code,
        trials.review_date,
        trials.trial_code,
        max(years.fiscal_year) as fiscal_year
    from trials
    inner join (select distinct fiscal_year, fiscal_year_end_date from {{ ref('int_customer_years') }} where is_complete_year) as years
        on years.fiscal_year_end_date <= trials.review_date
    group by trials.scheme_code, trials.review_date, trials.trial_code
)

select
    trials.scheme_code,
    trials.review_date,
    trials.trial_code,
    amounts.customer_id,
    max(tiers.tier_rank) as rule_tier_rank,
    count(*) as rule_year_count,
    min(case when amounts.fiscal_year = latest_complete_years.fiscal_year then amounts.measured_amount end) as latest_measured_amount
from trials
inner join latest_complete_years
    on latest_complete_years.scheme_code = trials.scheme_code
    and latest_complete_years.review_date = trials.review_date
    and latest_complete_years.trial_code = trials.trial_code
inner join amounts
    on amounts.scheme_code = trials.scheme_code
    and amounts.policy_code = trials.policy_code
    and amounts.fiscal_year > latest_complete_years.fiscal_year - trials.rule_years
    and amounts.fiscal_year <= latest_complete_years.fiscal_year
inner join {{ ref('tier_definitions') }} as tiers
    on tiers.scheme_code = trials.scheme_code
    and tiers.policy_code = trials.policy_code
    and tiers.tier_code = trials.rule_tier_code
where amounts.customer_id <> 'unknown'
group by trials.scheme_code, trials.review_date, trials.trial_code, amounts.customer_id, trials.rule_years
having count(*) = trials.rule_years
