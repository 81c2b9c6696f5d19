-- grain: one row per account manager (and `unassigned`) and review

-- Customers are counted with whoever owns them on the day of the review; money goes by days owned.
{% set tiers = ['diamond', 'gold', 'strategic', 'potential', 'general', 'problem'] -%}
with tiers as (
    select * from {{ ref('customer_tiers') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

owned as (
    select
        owners.account_manager_id,
        owners.customer_id,
        owners.review_date,
        tiers.effective_tier_code,
        tiers.tier_change
    from {{ ref('int_owners_at_reviews') }} as owners
    left join tiers
        on tiers.customer_id = owners.customer_id
        and tiers.review_date = owners.review_date
),

counted as (
    select
        account_manager_id,
        review_date,
        count_if(customer_id <> 'unknown') as customer_count,
        {%- for tier in tiers %}
        count_if(effective_tier_code = '{{ tier }}') as {{ tier }}_customer_count,
        {%- endfor %}
        count_if(tier_change = 'up') as upgrade_count,
        count_if(tier_change = 'down') as downgrade_count
    from owned
    group by account_manager_id, review_date
),

contributions as (
    select * from {{ ref('int_manager_contributions') }}
),

collections as (
    select * from {{ ref('int_manager_collections') }}
    where is_review
),

-- from the first review at which a manager owned something or had a share in its money, every review has a row
first_reviews as (
    select account_manager_id, min(review_date) as review_date
    from (
        select account_manager_id, review_date from counted
        union
        select account_manager_id, review_date from contributions
        union
        select account_manager_id, review_date from collections where due_12m_amount <> 0
    ) as any_part
    group by account_manager_id
),

manager_reviews as (
    select first_reviews.account_manager_id, months.month_end_date as review_date
    from first_reviews
    inner join {{ ref('dim_months') }} as months
        on months.is_review
        and months.month_end_date >= first_reviews.review_date
),

deliveries as (
    select
        manager_reviews.account_manager_id,
        manager_reviews.review_date,
        sum(deliveries.judged_count) as judged_count,
        sum(deliveries.met_count) as met_count
    from manager_reviews
    inner join {{ ref('int_manager_deliveries') }} as deliveries
        on deliveries.account_manager_id = manager_reviews.account_manager_id
        and deliveries.quarter_end_date <= manager_reviews.review_date
        and {{ month_index('deliveries.quarter_end_date') }} > {{ month_index('manager_reviews.review_date') }} - 12
    group by manager_reviews.account_manager_id, manager_reviews.review_date
),

cash_knowledge as (
    select {{ cash_is_known() }} as is_cash_known
),

joined as (
    select
        manager_reviews.account_manager_id,
        manager_reviews.review_date,
        coalesce(counted.customer_count, 0) as customer_count,
        {%- for tier in tiers %}
        coalesce(counted.{{ tier }}_customer_count, 0) as {{ tier }}_customer_count,
        {%- endfor %}
        coalesce(counted.upgrade_count, 0) as upgrade_count,
        coalesce(counted.downgrade_count, 0) as downgrade_count,
        contributions.contribution_12m_amount,
        case when cash_knowledge.is_cash_known then collections.due_12m_amount end as due_12m_amount,
        case when cash_knowledge.is_cash_known then collections.collected_12m_amount end as collected_12m_amount,
        deliveries.judged_count,
        deliveries.met_count
    from manager_reviews
    cross join cash_knowledge
    left join counted
        on counted.account_manager_id = manager_reviews.account_manager_id
        and counted.review_date = manager_reviews.review_date
    left join contributions
        on contributions.account_manager_id = manager_reviews.account_manager_id
        and contributions.review_date = manager_reviews.review_date
    left join collections
        on collections.account_manager_id = manager_reviews.account_manager_id
        and collections.review_date = manager_reviews.review_date
    left join deliveries
        on deliveries.account_manager_id = manager_reviews.account_manager_id
        and deliveries.review_date = manager_reviews.review_date
)

select
    cast(joined.account_manager_id as varchar) as account_manager_id,
    cast(joined.review_date as date) as review_date,
    cast(coalesce(managers.account_manager_name, case when joined.account_manager_id = 'unassigned' then 'Unassigned' else joined.account_manager_id end) as varchar)
        as account_manager_name,
    cast(joined.customer_count as integer) as customer_count,
    {%- for tier in tiers %}
    cast(joined.{{ tier }}_customer_count as integer) as {{ tier }}_customer_count,
    {%- endfor %}
    cast(joined.contribution_12m_amount as {{ amount_type() }}) as contribution_12m_amount,
    cast(joined.due_12m_amount as {{ amount_type() }}) as due_12m_amount,
    cast(joined.collected_12m_amount as {{ amount_type() }}) as collected_of_due_12m_amount,
    {{ ratio('joined.collected_12m_amount', 'joined.due_12m_amount') }} as collection_rate,
    cast(joined.upgrade_count as integer) as upgrade_count,
    cast(joined.downgrade_count as integer) as downgrade_count,
    cast(sum(joined.upgrade_count) over (partition by joined.account_manager_id order by joined.review_date rows between 11 preceding and current row) as integer)
        as upgrade_12m_count,
    cast(sum(joined.downgrade_count) over (partition by joined.account_manager_id order by joined.review_date rows between 11 preceding and current row) as integer)
        as downgrade_12m_count,
    {{ ratio('joined.met_count', 'joined.judged_count') }} as delivery_rate,
    cast(coalesce(joined.judged_count, 0) as integer) as judged_promise_count,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from joined
left join {{ ref('dim_account_managers') }} as managers on managers.account_manager_id = joined.account_manager_id
