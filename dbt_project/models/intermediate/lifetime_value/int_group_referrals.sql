-- grain: one row per referral between two customer groups

-- Referrals inside a group lead nowhere.
with referrals as (
    select * from {{ ref('stg_referrals') }}
),

groups as (
    select customer_id, group_head_id from {{ ref('dim_customers') }}
)

select
    referrers.group_head_id as referrer_id,
    referred.group_head_id as referred_id,
    referrals.referral_date,
    referrals.influence_degree
from referrals
inner join groups as referrers on referrers.customer_id = referrals.referrer_customer_id
inner join groups as referred on referred.customer_id = referrals.referred_customer_id
where referrals.referral_date <= {{ as_of_date() }}
    and referrers.group_head_id <> referred.group_head_id
    and referrals.influence_degree > 0
