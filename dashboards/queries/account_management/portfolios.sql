-- one row per account manager at the current review, with the company's total
with current_review as (
    select max(review_date) as review_date
    from marts.account_manager_portfolios
)

select
    portfolios.account_manager_id,
    portfolios.account_manager_name,
    portfolios.customer_count,
    portfolios.diamond_customer_count,
    portfolios.gold_customer_count,
    portfolios.strategic_customer_count,
    portfolios.potential_customer_count,
    portfolios.general_customer_count,
    portfolios.problem_customer_count,
    portfolios.contribution_12m_amount,
    case
        when sum(portfolios.contribution_12m_amount) over () > 0
            then cast(portfolios.contribution_12m_amount as double)
                / cast(sum(portfolios.contribution_12m_amount) over () as double)
    end as contribution_share_rate,
    portfolios.collection_rate,
    portfolios.delivery_rate,
    portfolios.upgrade_count,
    portfolios.downgrade_count
from marts.account_manager_portfolios as portfolios
inner join current_review on portfolios.review_date = current_review.review_date
order by portfolios.contribution_12m_amount desc nulls last, portfolios.account_manager_id
