-- grain: one row per trial: its tiers laid side by side as ranks

select
    scheme_code,
    review_date,
    trial_code,
    max(case when entry_rule = 'cut' then tier_rank end) as lowest_cut_rank,
    max(case when entry_rule = 'test' then tier_rank end) as test_rank,
    max(case when entry_rule = 'rest' then tier_rank end) as rest_rank,
    max(case when entry_rule = 'trigger' then tier_rank end) as problem_rank,
    max(case when entry_rule = 'test' then floor_amount end) as test_floor_amount,
    count(max_customers) as capped_tier_count
from {{ ref('int_tier_trial_tiers') }}
group by scheme_code, review_date, trial_code
