-- one row per first factor and emphasised factor: deals argued the wrong way and the money at stake
select
    mismatches.first_factor,
    mismatches.emphasised_factor,
    count(*) as deal_count,
    sum(mismatches.amount_at_stake_amount) as amount_at_stake_amount
from marts.purchase_factor_mismatches as mismatches
group by 1, 2
order by amount_at_stake_amount desc nulls last, mismatches.first_factor, mismatches.emphasised_factor
