-- the 100 watched customers with the most at stake, with totals over all of them
select
    watch.customer_id,
    watch.customer_name,
    watch.supervision_level,
    watch.trigger_codes,
    watch.problem_since_date,
    watch.open_receivables_amount,
    watch.overdue_over_90_amount,
    watch.expected_credit_loss_amount,
    watch.credit_limit_use_rate,
    watch.open_complaint_count,
    watch.broken_promise_90d_count,
    watch.next_check_date,
    watch.next_action,
    watch.next_action_zh,
    count(*) over () as watched_count,
    sum(watch.open_receivables_amount) over () as all_open_amount,
    sum(watch.expected_credit_loss_amount) over () as all_expected_loss_amount
from marts.problem_customer_watch as watch
order by watch.expected_credit_loss_amount desc nulls last, watch.open_receivables_amount desc nulls last, watch.customer_id
limit 100
