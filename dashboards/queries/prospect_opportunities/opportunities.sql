-- at most 200 key prospects and large-but-general customers, the largest expected deals first
select
    opportunities.customer_id,
    opportunities.customer_name,
    opportunities.industry,
    opportunities.opportunity_kind,
    opportunities.opportunity_class_code,
    opportunities.influence_score,
    opportunities.influence_source,
    opportunities.deal_potential_score,
    opportunities.expected_deal_amount,
    opportunities.account_manager_name,
    opportunities.reason_codes,
    count(*) over () as opportunity_count,
    count_if(opportunities.opportunity_class_code = 'key') over () as key_count,
    count_if(opportunities.opportunity_kind = 'customer') over () as customer_count,
    sum(case when opportunities.opportunity_class_code = 'key' then opportunities.expected_deal_amount end) over ()
        as key_expected_amount
from marts.key_opportunities as opportunities
order by
    case when opportunities.opportunity_class_code = 'key' then 0 else 1 end,
    opportunities.expected_deal_amount desc nulls last,
    opportunities.influence_score desc nulls last,
    opportunities.customer_id
limit 200
