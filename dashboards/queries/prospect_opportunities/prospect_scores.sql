-- at most 300 prospects: influence against deal potential
select
    prospects.customer_id,
    prospects.customer_name,
    prospects.industry,
    prospects.influence_score,
    prospects.deal_potential_score,
    prospects.expected_deal_amount,
    prospects.opportunity_class_code,
    count(*) over () as prospect_count,
    count_if(prospects.opportunity_class_code = 'key') over () as key_count,
    count_if(prospects.influence_score is null or prospects.deal_potential_score is null) over () as unknown_count
from marts.prospect_opportunities as prospects
order by
    case when prospects.opportunity_class_code = 'key' then 0 else 1 end,
    prospects.expected_deal_amount desc nulls last,
    prospects.customer_id
limit 300
