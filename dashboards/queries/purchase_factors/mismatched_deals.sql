-- the 25 mismatched deals with the most at stake
select
    mismatches.customer_id,
    mismatches.customer_name,
    mismatches.opportunity_id,
    mismatches.mismatch_type,
    mismatches.first_factor,
    mismatches.emphasised_factor,
    mismatches.amount_at_stake_amount,
    mismatches.confidence_rate,
    count(*) over () as mismatch_count,
    sum(mismatches.amount_at_stake_amount) over () as all_at_stake_amount
from marts.purchase_factor_mismatches as mismatches
order by mismatches.amount_at_stake_amount desc nulls last, mismatches.opportunity_id, mismatches.mismatch_type
limit 25
