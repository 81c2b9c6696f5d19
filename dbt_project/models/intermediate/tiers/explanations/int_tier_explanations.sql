-- grain: one row per customer, scheme and review
{{ config(materialized='ephemeral') }}

-- One sentence in each language: tier and how it is held, score, the metrics that decide, the gap to the next tier, what
-- moved since the review before, and why.
with effective as (
    select * from {{ ref('int_effective_tiers') }}
),

candidates as (
    select * from {{ ref('int_candidate_tiers') }}
    where is_history
),

tiers as (
    select * from {{ ref('int_tier_trial_tiers') }}
    where trial_code = 'in_force'
),

trials as (
    select * from {{ ref('int_tier_trials') }}
    where is_history
),

assembled as (
    select
        effective.*,
        candidates.score,
        candidates.value_amount,
        candidates.scored_tier_rank,
        candidates.problem_rank,
        own_tier.tier_name_en,
        own_tier.tier_name_zh,
        without_override.tier_name_en as without_override_name_en,
        without_override.tier_name_zh as without_override_name_zh,
        indicated.tier_name_en as indicated_name_en,
        indicated.tier_name_zh as indicated_name_zh,
        next_tier.tier_name_en as next_name_en,
        next_tier.tier_name_zh as next_name_zh,
        next_tier.cut_score - candidates.score as points_to_next_tier,
        next_tier.floor_amount - candidates.value_amount as contribution_to_next_tier,
        trials.confirm_reviews,
        trials.clean_reviews,
        deciding.won_metric_en,
        deciding.won_metric_zh,
        cast(deciding.won_metric_weight * deciding.won_metric_score as double) / cast(deciding.weight_present as double) as won_points,
        deciding.missed_metric_en,
        deciding.missed_metric_zh,
        cast(deciding.missed_metric_weight * (100 - deciding.missed_metric_score) as double) / cast(deciding.weight_present as double) as missed_points,
        changes.score_change,
        changes.own_score_change,
        changes.others_score_change,
        changes.policy_score_change,
        reasons.reasons_en,
        reasons.reasons_zh
    from effective
    inner join candidates
        on candidates.customer_id = effective.customer_id
        and candidates.scheme_code = effective.scheme_code
        and candidates.review_date = effective.review_date
    inner join trials on trials.scheme_code = effective.scheme_code and trials.review_date = effective.review_date
    inner join {{ ref('int_tier_reasons') }} as reasons
        on reasons.customer_id = effective.customer_id
        and reasons.scheme_code = effective.scheme_code
        and reasons.review_date = effective.review_date
    left join {{ ref('int_tier_score_changes') }} as changes
        on changes.customer_id = effective.customer_id
        and changes.scheme_code = effective.scheme_code
        and changes.review_date = effective.review_date
    left join {{ ref('int_tier_deciding_metrics') }} as deciding
        on deciding.customer_id = effective.customer_id
        and deciding.scheme_code = effective.scheme_code
        and deciding.review_date = effective.review_date
    {%- for alias, rank in {
        'own_tier': 'effective.effective_tier_rank',
        'without_override': 'effective.tier_without_override_rank',
        'indicated': 'candidates.candidate_tier_rank',
        'next_tier': 'candidates.scored_tier_rank - 1',
    }.items() %}
    left join tiers as {{ alias }}
        on {{ alias }}.scheme_code = effective.scheme_code
        and {{ alias }}.review_date = effective.review_date
        and {{ alias }}.tier_rank = {{ rank }}
    {%- endfor %}
)

select
    customer_id,
    scheme_code,
    review_date,
    case when points_to_next_tier > 0 then points_to_next_tier when points_to_next_tier <= 0 then 0 end as points_to_next_tier,
    case when contribution_to_next_tier > 0 then contribution_to_next_tier when contribution_to_next_tier <= 0 then 0 end
        as contribution_to_next_tier_amount,
    tier_name_en
    || case
        when is_overridden
            then ' by override of ' || override_approved_by || ' (' || override_reason || ')'
                || coalesce(' until ' || cast(override_valid_to as varchar), '') || ', ' || without_override_name_en || ' without it'
        when effective_tier_rank = problem_rank and clean_review_count > 0
            then ', ' || cast(clean_review_count as varchar) || ' of ' || cast(clean_reviews as varchar) || ' reviews without a trigger'
        when pending_review_count > 0
            then ', indicated ' || indicated_name_en || ', confirmed by ' || cast(pending_review_count as varchar) || ' of '
                || cast(confirm_reviews as varchar) || ' reviews'
        when indicated_name_en <> tier_name_en then ', indicated ' || indicated_name_en
        else ''
    end
    || coalesce('; score ' || {{ in_words('score') }}, '; no score')
    || coalesce(
        ', most from ' || won_metric_en || ' (' || {{ in_words('won_points') }} || ' points), most missed in ' || missed_metric_en
        || ' (' || {{ in_words('missed_points') }} || ')', ''
    )
    || case
        when next_name_en is null then ''
        when points_to_next_tier > 0 then '; ' || {{ in_words('points_to_next_tier') }} || ' points short of ' || next_name_en
        when contribution_to_next_tier > 0
            then '; contribution ' || {{ amount_in_words('contribution_to_next_tier') }} || ' short of ' || next_name_en
        else ''
    end
    || coalesce(
        '; score ' || {{ signed_in_words('score_change') }} || ' since the last review: own figures '
        || {{ signed_in_words('own_score_change') }} || ', others'' figures ' || {{ signed_in_words('others_score_change') }}
        || ', policy ' || {{ signed_in_words('policy_score_change') }}, ''
    )
    || coalesce('; because ' || reasons_en, '')
    || '.' as explanation,
    tier_name_zh
    || case
        when is_overridden
            then '（' || override_approved_by || ' 人工核定：' || override_reason
                || coalesce('，至 ' || cast(override_valid_to as varchar), '') || '；否則為' || without_override_name_zh || '）'
        when effective_tier_rank = problem_rank and clean_review_count > 0
            then '，已連續 ' || cast(clean_review_count as varchar) || ' 次（需 ' || cast(clean_reviews as varchar) || ' 次）檢視無警訊'
        when pending_review_count > 0
            then '，指向' || indicated_name_zh || '，已確認 ' || cast(pending_review_count as varchar) || ' 次（需 '
                || cast(confirm_reviews as varchar) || ' 次）'
        when indicated_name_zh <> tier_name_zh then '，指向' || indicated_name_zh
        else ''
    end
    || coalesce('；得分 ' || {{ in_words('score') }}, '；無得分')
    || coalesce(
        '，以' || won_metric_zh || '得分最多（' || {{ in_words('won_points') }} || ' 分），' || missed_metric_zh || '失分最多（'
        || {{ in_words('missed_points') }} || ' 分）', ''
    )
    || case
        when next_name_zh is null then ''
        when points_to_next_tier > 0 then '；距' || next_name_zh || '差 ' || {{ in_words('points_to_next_tier') }} || ' 分'
        when contribution_to_next_tier > 0
            then '；貢獻利潤距' || next_name_zh || '門檻差 ' || {{ amount_in_chinese('contribution_to_next_tier') }}
        else ''
    end
    || coalesce(
        '；較上次 ' || {{ signed_in_words('score_change') }} || ' 分：自身 ' || {{ signed_in_words('own_score_change') }} || '、他人 '
        || {{ signed_in_words('others_score_change') }} || '、政策 ' || {{ signed_in_words('policy_score_change') }}, ''
    )
    || coalesce('；原因：' || reasons_zh, '')
    || '。' as explanation_zh
from assembled
