-- one row: where the whale curve stands after the best fifth of customers, at its peak and at its end
with curve as (
    select
        contribution_rank,
        cumulative_customer_rate,
        cumulative_contribution_rate,
        cumulative_contribution_amount,
        count(*) over () as customer_count
    from marts.customer_profit_curve
),

best_fifth as (
    select *
    from curve
    qualify row_number() over (
        order by case when contribution_rank >= customer_count * 0.2 then 0 else 1 end, contribution_rank
    ) = 1
),

peak as (
    select *
    from curve
    qualify row_number() over (order by cumulative_contribution_amount desc, contribution_rank) = 1
),

total as (
    select *
    from curve
    qualify row_number() over (order by contribution_rank desc) = 1
)

select
    total.customer_count,
    best_fifth.contribution_rank as best_fifth_count,
    best_fifth.cumulative_customer_rate as best_fifth_customer_rate,
    best_fifth.cumulative_contribution_rate as best_fifth_contribution_rate,
    peak.cumulative_customer_rate as peak_customer_rate,
    peak.cumulative_contribution_rate as peak_contribution_rate,
    total.customer_count - peak.contribution_rank as after_peak_count,
    total.cumulative_contribution_amount - peak.cumulative_contribution_amount as after_peak_amount,
    total.cumulative_contribution_amount as total_amount
from total
cross join peak
cross join best_fifth
