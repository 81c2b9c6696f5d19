-- one row: the policy version in force at the current review
select max(policy_version) as policy_version
from marts.customer_tiers_current
