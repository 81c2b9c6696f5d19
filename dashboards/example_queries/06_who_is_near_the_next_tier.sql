-- Who is near the next tier, and which single metric would lift them?
select
    customers.customer_id,
    customers.customer_name,
    customers.next_tier_code,
    customers.points_to_next_tier,
    ladder.metric_code,
    ladder.current_metric_value,
    ladder.required_metric_value
from marts.customer_tiers_current as customers
inner join marts.tier_ladder as ladder
    on customers.customer_id = ladder.customer_id and customers.scheme_code = ladder.scheme_code
where customers.scheme_code = 'six_tier' and ladder.is_reachable_by_this_metric_alone
order by customers.points_to_next_tier, customers.customer_id, ladder.metric_code
limit 50
