-- one row per factor and per competitor: how often we win, with its interval
select
    results.dimension,
    results.dimension_value,
    results.win_count,
    results.loss_count,
    results.no_decision_count,
    results.win_rate,
    results.win_rate_low,
    results.win_rate_high
from marts.win_loss as results
where results.dimension in ('all', 'factor', 'competitor', 'category') and results.win_rate is not null
order by
    case results.dimension when 'all' then 1 when 'factor' then 2 when 'competitor' then 3 else 4 end,
    results.win_count + results.loss_count desc,
    results.dimension_value
limit 24
