-- grain: one row per account in customers

-- Exactly one label for everybody: the tier of its group, or for prospects the class of its opportunity.
with accounts as (
    select * from {{ ref('dim_customers') }}
    where customer_id in (select customer_id from {{ ref('int_customer_groups') }})
),

tiers as (
    select * from {{ ref('customer_tiers_current') }}
    where scheme_code = '{{ var("governing_scheme") }}'
),

opportunities as (
    select customer_id, opportunity_class_code, reason_codes
    from {{ ref('prospect_opportunities') }}
)

select
    cast(accounts.customer_id as varchar) as customer_id,
    cast(accounts.customer_name as varchar) as customer_name,
    cast('{{ var("governing_scheme") }}' as varchar) as scheme_code,
    cast(accounts.group_head_id as varchar) as group_head_id,
    cast(accounts.group_head_name as varchar) as group_head_name,
    cast(coalesce(
        tiers.effective_tier_code,
        case when opportunities.opportunity_class_code = 'key' then 'key_opportunity' else 'general_opportunity' end
    ) as varchar) as label_code,
    cast(tiers.lifecycle_status as varchar) as lifecycle_status,
    cast(case when tiers.customer_id is not null then tiers.reason_codes else opportunities.reason_codes end as varchar) as reason_codes
from accounts
left join tiers on tiers.customer_id = accounts.group_head_id
left join opportunities on opportunities.customer_id = accounts.group_head_id
