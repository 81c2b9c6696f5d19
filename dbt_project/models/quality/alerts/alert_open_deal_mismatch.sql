-- grain: one row per open deal above the policy's amount and mismatch type

with mismatches as (
    select * from {{ ref('purchase_factor_mismatches') }}
    where is_open
        and amount_at_stake_amount >= {{ policy_parameter('purchase_factor_parameters', 'mismatch_alert_amount') }}
),

last_reviews_without as (
    select opportunity_id, mismatch_type, max(case when not is_mismatch then review_date end) as review_date
    from {{ ref('int_open_mismatch_reviews') }}
    group by opportunity_id, mismatch_type
),

-- a deal opened in the month of the review itself has no earlier one
run_starts as (
    select reviews.opportunity_id, reviews.mismatch_type, min(reviews.review_date) as since_date
    from {{ ref('int_open_mismatch_reviews') }} as reviews
    inner join last_reviews_without
        on last_reviews_without.opportunity_id = reviews.opportunity_id
        and last_reviews_without.mismatch_type = reviews.mismatch_type
        and reviews.review_date > coalesce(last_reviews_without.review_date, cast('1900-01-01' as date))
    group by reviews.opportunity_id, reviews.mismatch_type
),

dated as (
    select mismatches.*, coalesce(run_starts.since_date, current_review.review_date) as since_date
    from mismatches
    cross join {{ ref('int_current_review') }} as current_review
    left join run_starts
        on run_starts.opportunity_id = mismatches.opportunity_id
        and run_starts.mismatch_type = mismatches.mismatch_type
)

select
    cast({{ alert_id('open_deal_mismatch', "dated.opportunity_id || '|' || dated.mismatch_type", 'dated.since_date') }} as varchar) as alert_id,
    cast('open_deal_mismatch' as varchar) as alert_type,
    cast('opportunity' as varchar) as subject_type,
    cast(dated.opportunity_id || '|' || dated.mismatch_type as varchar) as subject_id,
    cast(dated.opportunity_id || ' with ' || dated.customer_name as varchar) as subject_name,
    cast(dated.customer_id as varchar) as customer_id,
    cast(dated.since_date as date) as since_date,
    cast(
        'at stake ' || {{ amount_in_words('dated.amount_at_stake_amount') }} || ' ' || dated.reporting_currency
        || ', confidence ' || {{ percent_in_words('dated.confidence_rate') }} as varchar
    ) as figures,
    cast(
        case dated.mismatch_type
            when 'price_led_on_price_insensitive' then 'We lead with price'
            when 'differentiation_led_on_price_sensitive' then 'We lead with what sets us apart'
            else 'We neglect the relationship'
        end
        || ' in deal ' || dated.opportunity_id || ', but ' || dated.customer_name || ' ranks ' || dated.first_factor || ' first'
        || case when dated.has_inferred_evidence then ' (partly inferred)' else '' end || '.' as varchar
    ) as message,
    cast(coalesce(dated.account_manager_name, 'unassigned') as varchar) as who_should_know
from dated
