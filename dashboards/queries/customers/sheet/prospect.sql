-- one row per prospect: why it is a key or a general opportunity
select
    prospects.customer_id,
    prospects.opportunity_class_code,
    prospects.influence_score,
    prospects.influence_source,
    prospects.deal_potential_score,
    prospects.expected_deal_amount,
    prospects.reason_codes
from marts.prospect_opportunities as prospects
