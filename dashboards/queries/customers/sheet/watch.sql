-- one row per customer on the problem watch
select
    watch.customer_id,
    watch.supervision_level,
    watch.trigger_codes,
    watch.problem_since_date,
    watch.is_reputation_risk,
    watch.credit_limit_use_rate,
    watch.open_complaint_count,
    watch.next_check_date,
    watch.next_action,
    watch.next_action_zh
from marts.problem_customer_watch as watch
