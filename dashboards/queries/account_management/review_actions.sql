-- customers whose review has overdue actions, the most first
select reviews.*
from marts.account_reviews as reviews
where reviews.overdue_action_count > 0
order by reviews.overdue_action_count desc, reviews.customer_id
limit 25
