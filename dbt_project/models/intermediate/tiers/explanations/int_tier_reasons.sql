-- grain: one row per customer, scheme and review

-- Why the tier is what it is, as codes and as words of both languages, in the order of the stages.
{% set is_tested = 'scored_tier_rank >= rest_rank and not is_unrated and not is_lapsed_lifetime and test_rank is not null' -%}
{% set reasons = [
    ('unrated', 'is_unrated', 'too little is known for a score', '資料不足以評分'),
    ('provisional', 'is_provisional', 'less than a year of history', '往來未滿一年'),
    ('lapsed', "lifecycle_status = 'lapsed'", 'no invoice in twelve months', '十二個月內無發票'),
    ('contribution_unknown', 'is_value_unknown and (cut_rank < scored_tier_rank or (' ~ is_tested ~ '))', 'its contribution is not known', '貢獻利潤未知'),
    ('contribution_floor', '(not is_value_unknown and cut_rank < scored_tier_rank and not is_unrated) or (' ~ is_tested ~ ' and not is_value_unknown and not is_test_floor_met)', 'its contribution is below the floor of a higher tier', '貢獻利潤低於較高等級的門檻'),
    ('no_headroom', is_tested ~ ' and is_test_floor_met and not has_headroom', 'no room is seen in its wallet', '錢包中看不到空間'),
    ('no_movement', is_tested ~ ' and is_test_floor_met and movement_count < movements_needed', 'nothing moves', '沒有成長動能'),
    ('wallet_unknown', 'test_rank is not null and scored_tier_rank >= test_rank and not is_unrated and headroom_amount is null and (has_wallets or has_deals)', 'its wallet is not known, so two movements are asked', '錢包未知，故需兩項動能'),
    ('growth_alone', 'test_rank is not null and scored_tier_rank >= test_rank and not is_unrated and headroom_amount is null and not has_wallets and not has_deals', 'without wallets and deals growth alone decides', '無錢包與商機資料，僅以成長判斷'),
    ('wallet_estimated', 'test_rank is not null and scored_tier_rank = test_rank and is_wallet_estimated', 'its wallet is an estimate', '錢包為估計值'),
    ('influence_lift', 'lifted_tier_rank is not null', 'its influence lifts it by one', '影響力提升一級'),
    ('consecutive_years', 'rule_tier_rank is not null', 'the rule of consecutive years holds', '符合連續年度規則'),
    ('collection', 'is_collection', 'it does not pay what is long due', '長期到期款項未付'),
    ('overdue_over_90', 'is_overdue_over_90', 'too much is overdue more than 90 days', '逾期90天以上比例過高'),
    ('write_offs', 'is_write_offs', 'amounts were written off', '有呆帳沖銷'),
    ('insolvency', 'is_insolvency', 'a member with a large part of what is owed is insolvent', '占欠款大部分的成員無力償債'),
    ('negative_publicity', 'is_negative_publicity', 'there is open negative publicity', '有未結的負面新聞'),
    ('insolvency_of_small_member', 'has_small_insolvency', 'a member with a small part of what is owed is insolvent', '占欠款小部分的成員無力償債'),
    ('capacity', 'is_capacity_capped', 'the tier above is full', '上一級名額已滿'),
    ('override', 'is_overridden', 'an override is in force', '人工覆核生效中'),
    ('awaiting_confirmation', 'pending_review_count > 0', 'a move waits for confirmation', '等待確認中'),
    ('problem_exit_pending', "transition_code = 'stays_problem' and not is_problem", 'it has to stay without a trigger for longer', '須持續無警訊才能解除'),
] -%}
with candidates as (
    select * from {{ ref('int_candidate_tiers') }}
    where is_history
),

effective as (
    select * from {{ ref('int_effective_tiers') }}
),

described as (
    select
        candidates.*,
        effective.is_overridden,
        effective.pending_review_count,
        effective.transition_code
    from candidates
    inner join effective
        on effective.customer_id = candidates.customer_id
        and effective.scheme_code = candidates.scheme_code
        and effective.review_date = candidates.review_date
),

listed as (
    select
        customer_id,
        scheme_code,
        review_date,
        {%- for kind in ['code', 'en', 'zh'] %}
        {%- for reason in reasons %}
        {{ "|| " if not loop.first }}case when {{ reason[1] }} then '{{ {"code": ", " ~ reason[0], "en": ", " ~ reason[2], "zh": "、" ~ reason[3]}[kind] }}' else '' end
        {%- endfor %}
        || coalesce({{ {"code": "', ' || gate_codes", "en": "', ' || gate_names_en", "zh": "'、' || gate_names_zh"}[kind] }}, '') as list_{{ kind }}{{ "," if not loop.last }}
        {%- endfor %}
    from described
)

select
    customer_id,
    scheme_code,
    review_date,
    case when list_code <> '' then substr(list_code, 3) end as reason_codes,
    case when list_en <> '' then substr(list_en, 3) end as reasons_en,
    case when list_zh <> '' then substr(list_zh, 2) end as reasons_zh
from listed
