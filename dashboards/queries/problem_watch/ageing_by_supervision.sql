-- one row per supervision level: open receivables by days past due
select
    watch.supervision_level,
    count(*) as customer_count,
    sum(watch.not_due_amount) as not_due_amount,
    sum(watch.overdue_1_30_amount) as overdue_1_30_amount,
    sum(watch.overdue_31_60_amount) as overdue_31_60_amount,
    sum(watch.overdue_61_90_amount) as overdue_61_90_amount,
    sum(watch.overdue_over_90_amount) as overdue_over_90_amount,
    sum(watch.open_receivables_amount) as open_receivables_amount
from marts.problem_customer_watch as watch
group by 1
order by
    min(case watch.supervision_level when 'stop' then 1 when 'prepayment' then 2 when 'credit_limit' then 3 else 4 end),
    watch.supervision_level
