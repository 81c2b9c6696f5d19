-- grain: one row per prospect: a group without an effective invoice up to the current review

with candidates as (
    select * from {{ ref('int_opportunity_candidates') }}
    where opportunity_kind = 'prospect'
)

select
    cast(candidates.customer_id as varchar) as customer_id,
    cast(current_review.review_date as date) as review_date,
    cast(customers.customer_name as varchar) as customer_name,
    cast(customers.industry as varchar) as industry,
    cast(customers.country as varchar) as country,
    cast(customers.account_manager_id as varchar) as account_manager_id,
    cast(customers.account_manager_name as varchar) as account_manager_name,
    cast(candidates.influence_score as double) as influence_score,
    cast(candidates.influence_source as varchar) as influence_source,
    cast(candidates.deal_potential_score as double) as deal_potential_score,
    cast(candidates.expected_deal_amount as {{ amount_type() }}) as expected_deal_amount,
    cast(candidates.potential_source as varchar) as potential_source,
    cast(coalesce(candidates.potential_source = 'wallet' and candidates.is_wallet_estimated, false) as boolean) as is_potential_estimated,
    cast(coalesce(candidates.open_deal_count, 0) as integer) as open_deal_count,
    cast(candidates.best_rank as integer) as industry_rank,
    cast(candidates.revenue_amount as {{ amount_type() }}) as revenue_amount,
    cast(candidates.opportunity_class_code as varchar) as opportunity_class_code,
    cast({{ joined_codes({
        'influence_and_potential': 'candidates.is_key_by_scores',
        'industry_top': 'candidates.is_in_industry_top',
        'influence_low': 'candidates.is_influence_low',
        'influence_unknown': 'candidates.influence_score is null',
        'potential_low': 'candidates.is_potential_low',
        'potential_unknown': 'candidates.deal_potential_score is null',
    }) }} as varchar) as reason_codes,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from candidates
cross join {{ ref('int_current_review') }} as current_review
left join {{ ref('dim_customers') }} as customers on customers.customer_id = candidates.customer_id
