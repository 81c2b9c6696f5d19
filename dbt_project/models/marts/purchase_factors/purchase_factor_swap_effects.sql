-- grain: one row per finding that changes when the labels of relationship and value are swapped

with first_factors as (
    select
        assumed.customer_id,
        'first_factor' as finding_kind,
        assumed.customer_id as subject_id,
        assumed.first_factor as as_assumed_finding,
        swapped.first_factor as swapped_finding
    from {{ ref('int_customer_first_factors') }} as assumed
    inner join {{ ref('int_customer_first_factors') }} as swapped
        on swapped.customer_id = assumed.customer_id
        and swapped.assumption_code = 'swapped'
    where assumed.assumption_code = 'as_assumed' and assumed.first_factor <> swapped.first_factor
),

mismatches as (
    select
        customer_id,
        'mismatch' as finding_kind,
        opportunity_id as subject_id,
        mismatch_type,
        max(case when assumption_code = 'as_assumed' then mismatch_type end) as as_assumed_finding,
        max(case when assumption_code = 'swapped' then mismatch_type end) as swapped_finding
    from {{ ref('int_factor_mismatches') }}
    group by customer_id, opportunity_id, mismatch_type
    having count(*) = 1
),

findings as (
    select customer_id, finding_kind, subject_id, as_assumed_finding, swapped_finding from first_factors
    union all
    select customer_id, finding_kind, subject_id, as_assumed_finding, swapped_finding from mismatches
)

select
    cast(findings.finding_kind as varchar) as finding_kind,
    cast(findings.subject_id as varchar) as subject_id,
    cast(findings.customer_id as varchar) as customer_id,
    cast(customers.customer_name as varchar) as customer_name,
    cast(findings.as_assumed_finding as varchar) as as_assumed_finding,
    cast(findings.swapped_finding as varchar) as swapped_finding
from findings
left join {{ ref('dim_customers') }} as customers on customers.customer_id = findings.customer_id
