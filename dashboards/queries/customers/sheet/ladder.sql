-- one row per customer and metric: what that metric alone would need for the next tier
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    ladder.customer_id,
    ladder.metric_code,
    ladder.required_metric_value,
    ladder.gap,
    ladder.is_reachable_by_this_metric_alone,
    ladder.blocking_reason
from marts.tier_ladder as ladder
inner join governing_scheme on ladder.scheme_code = governing_scheme.scheme_code
