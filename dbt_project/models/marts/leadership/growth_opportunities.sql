-- grain: one row per customer and product category with headroom in the latest complete year

-- Where the next sales can come from: headroom in the wallet times what of it can be won. Measured and estimated wallets
-- are ranked and added up apart.
with wallets as (
    select shares.*
    from {{ ref('product_share_growth') }} as shares
    inner join {{ ref('int_latest_complete_year') }} as latest_year on latest_year.fiscal_year = shares.fiscal_year
    where shares.wallet_amount > shares.our_sales_amount
),

tiers as (
    select tiers.customer_id, tiers.effective_tier_code, tiers.effective_tier_rank
    from {{ ref('customer_tiers') }} as tiers
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = tiers.review_date
    where tiers.scheme_code = '{{ var("governing_scheme") }}'
),

owners as (
    select owners.customer_id, owners.account_manager_id, owners.dedicated_rate
    from {{ ref('int_owners_at_reviews') }} as owners
    inner join {{ ref('int_current_review') }} as current_review on current_review.review_date = owners.review_date
),

policy as (
    select {{ policy_parameter('leadership_parameters', 'attainable_headroom_rate') }} as attainable_rate
),

-- what our sales are below nothing is no headroom
opportunities as (
    select
        wallets.*,
        policy.attainable_rate,
        wallets.wallet_amount - case when wallets.our_sales_amount > 0 then wallets.our_sales_amount else 0 end as headroom_amount,
        case
            when wallets.wallet_low_amount > wallets.our_sales_amount
                then wallets.wallet_low_amount - case when wallets.our_sales_amount > 0 then wallets.our_sales_amount else 0 end
            else 0
        end as headroom_low_amount
    from wallets
    cross join policy
),

valued as (
    select
        *,
        cast(cast(headroom_amount as numeric(24, 8)) * cast(attainable_rate as numeric(8, 6)) as {{ amount_type() }}) as opportunity_amount
    from opportunities
),

ranked as (
    select
        *,
        row_number() over (partition by is_wallet_estimated order by opportunity_amount desc nulls last, customer_id, product_category)
            as opportunity_rank,
        sum(opportunity_amount) over (
            partition by is_wallet_estimated order by opportunity_amount desc nulls last, customer_id, product_category
            rows between unbounded preceding and current row
        ) as cumulative_opportunity_amount
    from valued
)

select
    cast(ranked.customer_id as varchar) as customer_id,
    cast(ranked.customer_name as varchar) as customer_name,
    cast(ranked.product_category as varchar) as product_category,
    cast(ranked.fiscal_year as integer) as fiscal_year,
    cast(ranked.fiscal_year_end_date as date) as fiscal_year_end_date,
    cast(case when ranked.is_wallet_estimated then 'estimated' else 'measured' end as varchar) as wallet_basis,
    cast(ranked.wallet_source as varchar) as wallet_source,
    cast(ranked.opportunity_rank as integer) as opportunity_rank,
    cast(ranked.our_sales_amount as {{ amount_type() }}) as our_sales_amount,
    cast(ranked.wallet_amount as {{ amount_type() }}) as wallet_amount,
    cast(ranked.our_share_rate as double) as our_share_rate,
    cast(ranked.headroom_amount as {{ amount_type() }}) as headroom_amount,
    cast(ranked.headroom_low_amount as {{ amount_type() }}) as headroom_low_amount,
    cast(ranked.attainable_rate as double) as attainable_rate,
    cast(ranked.opportunity_amount as {{ amount_type() }}) as opportunity_amount,
    cast(ranked.cumulative_opportunity_amount as {{ amount_type() }}) as cumulative_opportunity_amount,
    cast(coalesce(tiers.effective_tier_code, 'none') as varchar) as tier_code,
    cast(tiers.effective_tier_rank as integer) as tier_rank,
    cast(coalesce(owners.account_manager_id, 'unassigned') as varchar) as account_manager_id,
    cast(managers.account_manager_name as varchar) as account_manager_name,
    cast(managers.career_level as varchar) as owner_career_level_code,
    cast(owners.dedicated_rate as double) as owner_dedicated_rate,
    cast(ranked.is_in_analysis_scope as boolean) as is_in_analysis_scope,
    cast('{{ var("reporting_currency") }}' as varchar) as reporting_currency
from ranked
left join tiers on tiers.customer_id = ranked.customer_id
left join owners on owners.customer_id = ranked.customer_id
left join {{ ref('dim_account_managers') }} as managers on managers.account_manager_id = owners.account_manager_id
