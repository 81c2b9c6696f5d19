-- one row per reason for lost deals
select
    results.dimension_value as reason_code,
    results.loss_count,
    results.loss_count / nullif(sum(results.loss_count) over (), 0) as loss_share_rate
from marts.win_loss as results
where results.dimension = 'reason'
order by results.loss_count desc nulls last, results.dimension_value
