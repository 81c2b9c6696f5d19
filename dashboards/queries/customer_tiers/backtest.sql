-- one row per tier: what those who held it brought in the twelve months after, over all reviews with such a year
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
)

select
    backtest.tier_code,
    count(*) as review_count,
    sum(backtest.customer_count) as customer_count,
    cast(sum(backtest.next_12m_contribution_amount) as double) / nullif(sum(backtest.customer_count), 0)
        as next_12m_contribution_per_customer_amount,
    sum(backtest.retention_rate * backtest.customer_count)
    / nullif(sum(case when backtest.retention_rate is not null then backtest.customer_count end), 0) as retention_rate,
    sum(backtest.bad_debt_rate * backtest.customer_count)
    / nullif(sum(case when backtest.bad_debt_rate is not null then backtest.customer_count end), 0) as bad_debt_rate
from marts.tier_backtest as backtest
inner join governing_scheme on backtest.scheme_code = governing_scheme.scheme_code
group by 1
order by
    min(
        case backtest.tier_code
            when 'diamond' then 1 when 'gold' then 2 when 'strategic' then 3 when 'potential' then 4
            when 'general' then 5 else 6
        end
    ),
    backtest.tier_code
