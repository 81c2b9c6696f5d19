-- at most 200 points of the whale curve, always with the first, the peak and the last customer
with curve as (
    select
        contribution_rank,
        cumulative_customer_rate,
        cumulative_contribution_rate,
        cumulative_contribution_amount,
        count(*) over () as customer_count,
        first_value(contribution_rank) over (order by cumulative_contribution_amount desc, contribution_rank) as peak_rank,
        last_value(cumulative_contribution_amount) over (
            order by contribution_rank rows between unbounded preceding and unbounded following
        ) as total_amount
    from marts.customer_profit_curve
)

select
    contribution_rank,
    cumulative_customer_rate,
    cumulative_contribution_rate,
    cumulative_contribution_amount,
    customer_count,
    total_amount,
    contribution_rank = peak_rank as is_peak,
    cumulative_contribution_amount - total_amount as lost_after_amount
from curve
where
    contribution_rank in (1, peak_rank, customer_count, cast(ceil(customer_count * 0.2) as bigint))
    or contribution_rank % cast(ceil(customer_count / 200.0) as bigint) = 0
order by contribution_rank
