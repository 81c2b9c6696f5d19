-- grain: one row per account manager at the current review

-- The level that the portfolio earns beside the level held, and what the next one needs. Alternative sets of criteria lead
-- to a level; the set nearest to being met is the one that is told.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

levels as (
    select levels.*
    from {{ ref('career_levels') }} as levels
    inner join current_review on {{ in_force('levels', 'current_review.review_date') }}
),

results as (
    select * from {{ ref('int_career_results') }}
),

set_results as (
    select
        account_manager_id,
        career_level_code,
        level_order,
        criteria_set,
        count(*) as criterion_count,
        count_if(is_met) as met_count,
        {{ list_aggregate("case when is_met then criterion_words || ' ' || " ~ in_words_precise('measured_value') ~ " end", ', ', 'criterion_code, tier_code') }} as met_words,
        {{ list_aggregate("case when not is_met then criterion_words end", ', ', 'criterion_code, tier_code') }} as missing_words,
        {{ list_aggregate("case when not is_met then criterion_words || ' ' || coalesce(" ~ in_words_precise('measured_value') ~ ", 'unknown') || ' of ' || " ~ in_words_precise('minimum_value') ~ " end", '; ', 'criterion_code, tier_code') }} as gap_words,
        {{ list_aggregate("case when not is_met then criterion_words || ' ' || coalesce(" ~ in_words_precise('measured_value') ~ ", '未知') || '／需 ' || " ~ in_words_precise('minimum_value') ~ " end", '；', 'criterion_code, tier_code') }} as gap_words_zh
    from results
    group by account_manager_id, career_level_code, level_order, criteria_set
),

-- the lowest level needs nothing; above it any one set in full counts
earned_orders as (
    select
        managers.account_manager_id,
        coalesce(max(case when set_results.met_count = set_results.criterion_count then set_results.level_order end), (select min(level_order) from levels))
            as level_order
    from {{ ref('dim_account_managers') }} as managers
    left join set_results on set_results.account_manager_id = managers.account_manager_id
    group by managers.account_manager_id
),

earned_by as (
    select set_results.*
    from set_results
    inner join earned_orders
        on earned_orders.account_manager_id = set_results.account_manager_id
        and earned_orders.level_order = set_results.level_order
    where set_results.met_count = set_results.criterion_count
    qualify row_number() over (partition by set_results.account_manager_id order by set_results.criteria_set) = 1
),

nearest_next as (
    select set_results.*
    from set_results
    inner join earned_orders
        on earned_orders.account_manager_id = set_results.account_manager_id
        and set_results.level_order = earned_orders.level_order + 1
    qualify row_number() over (
        partition by set_results.account_manager_id
        order by set_results.criterion_count - set_results.met_count, set_results.criteria_set
    ) = 1
)

select
    cast(managers.account_manager_id as varchar) as account_manager_id,
    cast(current_review.review_date as date) as review_date,
    cast(managers.account_manager_name as varchar) as account_manager_name,
    cast(earned_level.career_level_code as varchar) as career_level_code,
    cast(earned_level.level_name_en as varchar) as career_level_name,
    cast(earned_level.level_name_zh as varchar) as career_level_name_zh,
    cast(earned_level.pay_equivalent_level as varchar) as pay_equivalent_level,
    cast(coalesce(earned_by.criteria_set, 'none') as varchar) as earned_by_criteria_set,
    cast(managers.career_level as varchar) as held_career_level_code,
    cast(case
        when held_level.level_order is null then 'unknown'
        when earned_level.level_order > held_level.level_order then 'above'
        when earned_level.level_order < held_level.level_order then 'below'
        else 'equal'
    end as varchar) as earned_against_held,
    cast(next_level.career_level_code as varchar) as next_career_level_code,
    cast(nearest_next.criteria_set as varchar) as next_criteria_set,
    cast(coalesce(nearest_next.met_words, earned_by.met_words) as varchar) as criteria_met,
    cast(nearest_next.missing_words as varchar) as criteria_missing,
    cast(case
        when next_level.career_level_code is null then 'The highest level is earned.'
        when nearest_next.career_level_code is null then 'No criteria are stated for ' || next_level.level_name_en || '.'
        else 'For ' || next_level.level_name_en || ' (' || replace(nearest_next.criteria_set, '_', ' ') || ') it takes ' || nearest_next.gap_words || '.'
    end as varchar) as gap_explanation,
    cast(case
        when next_level.career_level_code is null then '已達最高職級。'
        when nearest_next.career_level_code is null then next_level.level_name_zh || '尚未訂定條件。'
        else '升為' || next_level.level_name_zh || '（' || replace(nearest_next.criteria_set, '_', ' ') || '）尚缺：' || nearest_next.gap_words_zh || '。'
    end as varchar) as gap_explanation_zh
from {{ ref('dim_account_managers') }} as managers
cross join current_review
inner join earned_orders on earned_orders.account_manager_id = managers.account_manager_id
inner join levels as earned_level on earned_level.level_order = earned_orders.level_order
left join levels as next_level on next_level.level_order = earned_orders.level_order + 1
left join levels as held_level on held_level.career_level_code = managers.career_level
left join earned_by on earned_by.account_manager_id = managers.account_manager_id
left join nearest_next on nearest_next.account_manager_id = managers.account_manager_id
