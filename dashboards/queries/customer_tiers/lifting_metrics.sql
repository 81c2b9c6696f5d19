-- one row per metric: for how many customers it alone would be enough for the next tier
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    ladder.metric_code,
    count_if(ladder.is_reachable_by_this_metric_alone) as reachable_customer_count,
    count(*) as customer_count,
    count_if(ladder.is_reachable_by_this_metric_alone) / count(*) as reachable_rate
from marts.tier_ladder as ladder
inner join governing_scheme on ladder.scheme_code = governing_scheme.scheme_code
where ladder.metric_code <> 'combined'
group by 1
order by reachable_customer_count desc, ladder.metric_code
