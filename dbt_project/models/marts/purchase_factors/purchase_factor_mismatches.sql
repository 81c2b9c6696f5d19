-- grain: one row per open or lost opportunity and mismatch type

with mismatches as (
    select * from {{ ref('int_factor_mismatches') }}
    where assumption_code = 'as_assumed'
),

under_swapped_labels as (
    select opportunity_id, mismatch_type
    from {{ ref('int_factor_mismatches') }}
    where assumption_code = 'swapped'
)

select
    cast(mismatches.opportunity_id as varchar) as opportunity_id,
    cast(mismatches.mismatch_type as varchar) as mismatch_type,
    cast(deals.opened_date as date) as opened_date,
    cast(mismatches.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(deals.account_manager_id as varchar) as account_manager_id,
    cast(managers.account_manager_name as varchar) as account_manager_name,
    cast(deals.product_category as varchar) as product_category,
    cast(deals.stage as varchar) as stage,
    cast(mismatches.is_open as boolean) as is_open,
    cast(mismatches.first_factor as varchar) as first_factor,
    cast(mismatches.led_with_factor as varchar) as emphasised_factor,
    cast(mismatches.is_discount_above_peers as boolean) as is_discount_above_peers,
    cast(deals.discount_rate as double) as discount_rate,
    cast(mismatches.amount as {{ amount_type() }}) as amount_at_stake_amount,
    cast(mismatches.confidence_rate as double) as confidence_rate,
    cast(mismatches.has_inferred_evidence as boolean) as has_inferred_evidence,
    cast(under_swapped_labels.opportunity_id is not null as boolean) as holds_if_labels_are_swapped,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from mismatches
inner join {{ ref('fct_opportunities') }} as deals on deals.opportunity_id = mismatches.opportunity_id
left join {{ ref('dim_customers') }} as customers on customers.customer_id = mismatches.customer_id
left join {{ ref('dim_account_managers') }} as managers on managers.account_manager_id = deals.account_manager_id
left join under_swapped_labels
    on under_swapped_labels.opportunity_id = mismatches.opportunity_id
    and under_swapped_labels.mismatch_type = mismatches.mismatch_type
