-- one row per tier: its customers and their contribution, as amounts and as shares of the company
with governing_scheme as (
    select max(scheme_code) as scheme_code
    from marts.customer_labels
),

tiers as (
    select
        current_tiers.effective_tier_code as tier_code,
        min(current_tiers.effective_tier_rank) as tier_rank,
        count(*) as customer_count,
        sum(current_tiers.net_sales_12m_amount) as net_sales_12m_amount,
        sum(current_tiers.contribution_12m_amount) as contribution_12m_amount,
        count_if(current_tiers.contribution_12m_amount is null) as contribution_unknown_count
    from marts.customer_tiers_current as current_tiers
    inner join governing_scheme on current_tiers.scheme_code = governing_scheme.scheme_code
    group by 1
)

select
    tier_code,
    customer_count,
    customer_count / sum(customer_count) over () as customer_share_rate,
    net_sales_12m_amount,
    contribution_12m_amount,
    case
        when sum(contribution_12m_amount) over () > 0
            then cast(contribution_12m_amount as double) / cast(sum(contribution_12m_amount) over () as double)
    end as contribution_share_rate,
    contribution_unknown_count
from tiers
order by tier_rank, tier_code
