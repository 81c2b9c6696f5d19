-- at most 200 prospects and large-but-general customers with both scores known, key ones first
select
    opportunities.customer_id,
    opportunities.customer_name,
    opportunities.opportunity_kind,
    opportunities.opportunity_class_code,
    opportunities.reason_codes,
    prospects.industry,
    prospects.influence_score,
    prospects.influence_source,
    prospects.deal_potential_score,
    prospects.expected_deal_amount,
    count(*) over () as key_count,
    count_if(opportunities.opportunity_kind = 'prospect') over () as key_prospect_count
from marts.key_opportunities as opportunities
left join marts.prospect_opportunities as prospects on opportunities.customer_id = prospects.customer_id
order by
    prospects.expected_deal_amount desc nulls last,
    prospects.influence_score desc nulls last,
    opportunities.customer_id
limit 200
