-- at most 200 customers nearest to the next tier by score, with the metric that alone would lift them
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
),

single_metrics as (
    select
        ladder.customer_id,
        min(ladder.metric_code) as metric_code,
        count(*) as lifting_metric_count
    from marts.tier_ladder as ladder
    inner join governing_scheme on ladder.scheme_code = governing_scheme.scheme_code
    where ladder.is_reachable_by_this_metric_alone and ladder.metric_code <> 'combined'
    group by 1
)

select
    current_tiers.customer_id,
    current_tiers.customer_name,
    current_tiers.effective_tier_code,
    current_tiers.next_tier_code,
    current_tiers.points_to_next_tier,
    current_tiers.score,
    current_tiers.contribution_12m_amount,
    coalesce(single_metrics.lifting_metric_count, 0) as lifting_metric_count,
    current_tiers.account_manager_name,
    count(*) over () as customer_count
from marts.customer_tiers_current as current_tiers
inner join governing_scheme on current_tiers.scheme_code = governing_scheme.scheme_code
left join single_metrics on current_tiers.customer_id = single_metrics.customer_id
where current_tiers.points_to_next_tier is not null and current_tiers.contribution_12m_amount > 0
order by current_tiers.points_to_next_tier, current_tiers.contribution_12m_amount desc, current_tiers.customer_id
limit 200
