-- watched customers with a reputation risk, the largest open balance first
select
    watch.customer_id,
    watch.customer_name,
    labels.label_code as tier_code,
    watch.open_complaint_count,
    watch.trigger_codes,
    watch.open_receivables_amount,
    watch.next_check_date,
    watch.next_action,
    watch.next_action_zh,
    count(*) over () as reputation_count
from marts.problem_customer_watch as watch
left join marts.customer_labels as labels on watch.customer_id = labels.customer_id
where watch.is_reputation_risk
order by watch.open_complaint_count desc nulls last, watch.open_receivables_amount desc nulls last, watch.customer_id
limit 25
