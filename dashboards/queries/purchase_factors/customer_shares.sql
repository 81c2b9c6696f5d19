-- at most 260 customers with evidence: their shares of value, price and relationship, the largest contribution first
with shares as (
    select
        factors.customer_id,
        factors.customer_name,
        max(case when factors.factor = 'value' then factors.factor_share end) as value_share,
        max(case when factors.factor = 'price' then factors.factor_share end) as price_share,
        max(case when factors.factor = 'relationship' then factors.factor_share end) as relationship_share,
        max(case when factors.factor_rank = 1 then factors.factor end) as first_factor,
        max(factors.confidence_rate) as confidence_rate,
        max(case when factors.factor = 'value' then factors.market_share_prior end) as value_prior,
        max(case when factors.factor = 'price' then factors.market_share_prior end) as price_prior,
        max(case when factors.factor = 'relationship' then factors.market_share_prior end) as relationship_prior,
        bool_and(factors.is_prior_only) as is_prior_only
    from marts.customer_purchase_factors as factors
    group by 1, 2
),

labelled as (
    select
        shares.*,
        labels.label_code as tier_code,
        count_if(shares.is_prior_only) over () as prior_only_count,
        count_if(not shares.is_prior_only) over () as evidenced_count,
        count_if(not shares.is_prior_only and shares.first_factor = 'value') over () as value_first_count,
        count_if(not shares.is_prior_only and shares.first_factor = 'price') over () as price_first_count,
        count_if(not shares.is_prior_only and shares.first_factor = 'relationship') over () as relationship_first_count
    from shares
    left join marts.customer_labels as labels on shares.customer_id = labels.customer_id
)

select *
from labelled
where not is_prior_only
order by confidence_rate desc, customer_id
limit 260
