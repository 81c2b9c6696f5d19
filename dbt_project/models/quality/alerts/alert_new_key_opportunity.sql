-- grain: one row per prospect or large general customer that became a key opportunity within the policy's months

-- Since when: the review after the last of the facts that make it key: assessment of influence, open deal or wallet, ranking.
with key_opportunities as (
    select * from {{ ref('key_opportunities') }}
    where opportunity_class_code = 'key'
),

first_open_deals as (
    select customer_id, min(opened_date) as known_on
    from {{ ref('fct_opportunities') }}
    where is_open
    group by customer_id
),

latest_rankings as (
    select customer_id, max({{ fiscal_year_end_date('ranking_year') }}) as known_on
    from {{ ref('int_ranked_companies') }}
    where is_top and is_latest_year and customer_id is not null
    group by customer_id
),

latest_wallets as (
    select customer_id, max(wallet_observed_on) as known_on
    from {{ ref('int_customer_wallets') }}
    group by customer_id
),

assessments as (
    select influence.customer_id, influence.assessed_on as known_on
    from {{ ref('int_influence_scores') }} as influence
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = influence.review_date
    where influence.assessed_on is not null
),

facts as (
    select key_opportunities.customer_id, first_open_deals.known_on
    from key_opportunities
    inner join first_open_deals on first_open_deals.customer_id = key_opportunities.customer_id
    where key_opportunities.potential_source = 'open_deals'
    union all
    select key_opportunities.customer_id, latest_wallets.known_on
    from key_opportunities
    inner join latest_wallets on latest_wallets.customer_id = key_opportunities.customer_id
    where key_opportunities.potential_source = 'wallet'
    union all
    select key_opportunities.customer_id, latest_rankings.known_on
    from key_opportunities
    inner join latest_rankings on latest_rankings.customer_id = key_opportunities.customer_id
    where key_opportunities.reason_codes not like '%influence_and_potential%'
    union all
    select key_opportunities.customer_id, assessments.known_on
    from key_opportunities
    inner join assessments on assessments.customer_id = key_opportunities.customer_id
    where key_opportunities.reason_codes like '%influence_and_potential%'
),

since as (
    select facts.customer_id, last_day(max({{ smaller_of('facts.known_on', 'current_review.review_date') }})) as since_date
    from facts
    cross join {{ ref('int_current_review') }} as current_review
    group by facts.customer_id
),

new_ones as (
    select key_opportunities.*, since.since_date
    from key_opportunities
    inner join since on since.customer_id = key_opportunities.customer_id
    where datediff('month', since.since_date, key_opportunities.review_date)
        < {{ policy_parameter('prospect_parameters', 'newly_key_months') }}
)

select
    cast({{ alert_id('new_key_opportunity', 'new_ones.customer_id', 'new_ones.since_date') }} as varchar) as alert_id,
    cast('new_key_opportunity' as varchar) as alert_type,
    cast(new_ones.opportunity_kind as varchar) as subject_type,
    cast(new_ones.customer_id as varchar) as subject_id,
    cast(new_ones.customer_name as varchar) as subject_name,
    cast(new_ones.customer_id as varchar) as customer_id,
    cast(new_ones.since_date as date) as since_date,
    cast(
        'expected ' || {{ amount_in_words('new_ones.expected_deal_amount') }} || ' ' || new_ones.reporting_currency
        || ', potential ' || {{ in_words('new_ones.deal_potential_score') }}
        || coalesce(', influence ' || {{ in_words('new_ones.influence_score') }}, '') as varchar
    ) as figures,
    cast(
        new_ones.customer_name || ' is a key opportunity (' || new_ones.reason_codes || ')'
        || case when new_ones.is_potential_estimated then ', on an estimated wallet' else '' end || '.' as varchar
    ) as message,
    cast(coalesce(new_ones.account_manager_name, 'unassigned') || '; Chief Commercial Officer' as varchar) as who_should_know
from new_ones
