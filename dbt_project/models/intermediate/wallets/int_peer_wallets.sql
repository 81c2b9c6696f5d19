-- grain: one row per customer, product category and fiscal year whose wallet no source delivers and whose peers suffice

-- What the best-served peers of similar size buy from us, for each unit of their own revenue, times this customer's
-- revenue. Peers stand in order of size, so that the nearest are the next ones up and down: no pair of customers is
-- ever compared beyond them.
with current_review as (
    select * from {{ ref('int_current_review') }}
),

policy as (
    select
        cast({{ policy_parameter('wallet_parameters', 'peer_count') }} as integer) as peer_count,
        cast({{ policy_parameter('wallet_parameters', 'peer_minimum_count') }} as integer) as peer_minimum_count,
        {{ policy_parameter('wallet_parameters', 'peer_wallet_percentile') }} as wallet_percentile,
        {{ policy_parameter('wallet_parameters', 'peer_wallet_low_percentile') }} as low_percentile,
        {{ policy_parameter('wallet_parameters', 'peer_wallet_high_percentile') }} as high_percentile
),

sized_customers as (
    select
        revenues.customer_id,
        revenues.fiscal_year,
        revenues.revenue_amount,
        customers.industry
    from {{ ref('int_customer_revenues') }} as revenues
    inner join {{ ref('dim_customers') }} as customers on customers.customer_id = revenues.customer_id
    where revenues.revenue_amount > 0 and customers.industry is not null
),

peers as (
    select
        sized_customers.*,
        sales.product_category,
        {{ ratio('sales.our_sales_amount', 'sized_customers.revenue_amount') }} as sales_ratio
    from sized_customers
    inner join {{ ref('int_category_year_sales') }} as sales
        on sales.customer_id = sized_customers.customer_id
        and sales.fiscal_year = sized_customers.fiscal_year
    where sales.our_sales_amount > 0 and sales.product_category <> 'unallocated'
),

ranked_peers as (
    select
        *,
        row_number() over (partition by industry, product_category, fiscal_year order by revenue_amount, customer_id) as ascending_rank,
        row_number() over (partition by industry, product_category, fiscal_year order by revenue_amount desc nulls last, customer_id) as descending_rank
    from peers
),

peer_groups as (
    select industry, product_category, fiscal_year, count(*) as peer_group_count
    from peers
    group by industry, product_category, fiscal_year
),

targets as (
    select
        sized_customers.*,
        peer_groups.product_category,
        peer_groups.peer_group_count
    from sized_customers
    inner join peer_groups
        on peer_groups.industry = sized_customers.industry
        and peer_groups.fiscal_year = sized_customers.fiscal_year
    cross join policy
    where peer_groups.peer_group_count >= policy.peer_minimum_count
        and not exists (
            select 1
            from {{ ref('int_member_wallets') }} as member_wallets
            inner join {{ ref('bridge_customer_members') }} as members
                on members.member_customer_id = member_wallets.member_customer_id
            where members.customer_id = sized_customers.customer_id
                and member_wallets.product_category = peer_groups.product_category
                and member_wallets.fiscal_year = sized_customers.fiscal_year
        )
),

-- how many peers are smaller than the customer: peers up to its size, less those of exactly its size
peers_and_targets as (
    select industry, product_category, fiscal_year, revenue_amount, 1 as is_peer, cast(null as varchar) as target_id, 0 as peer_group_count
    from peers
    union all
    select industry, product_category, fiscal_year, revenue_amount, 0, customer_id, peer_group_count
    from targets
),

counted as (
    select
        *,
        sum(is_peer) over (partition by industry, product_category, fiscal_year order by revenue_amount range between unbounded preceding and current row)
        - sum(is_peer) over (partition by industry, product_category, fiscal_year, revenue_amount) as smaller_peer_count
    from peers_and_targets
),

steps as (
    select series.n + 1 as step
    from ({{ number_series(1000) }}) as series
    cross join policy
    where series.n <= policy.peer_count
),

candidates as (
    select counted.target_id, counted.revenue_amount as target_revenue_amount, ranked_peers.*
    from counted
    cross join steps
    inner join ranked_peers
        on ranked_peers.industry = counted.industry
        and ranked_peers.product_category = counted.product_category
        and ranked_peers.fiscal_year = counted.fiscal_year
        and ranked_peers.ascending_rank = counted.smaller_peer_count + steps.step
    where counted.target_id is not null
    union all
    select counted.target_id, counted.revenue_amount as target_revenue_amount, ranked_peers.*
    from counted
    cross join steps
    inner join ranked_peers
        on ranked_peers.industry = counted.industry
        and ranked_peers.product_category = counted.product_category
        and ranked_peers.fiscal_year = counted.fiscal_year
        and ranked_peers.descending_rank = counted.peer_group_count - counted.smaller_peer_count + steps.step
    where counted.target_id is not null
),

nearest as (
    select candidates.*
    from candidates
    cross join policy
    where candidates.target_id <> candidates.customer_id
    qualify row_number() over (
        partition by candidates.target_id, candidates.product_category, candidates.fiscal_year
        order by abs(candidates.revenue_amount - candidates.target_revenue_amount), candidates.customer_id
    ) <= policy.peer_count
),

placed as (
    select
        nearest.*,
        row_number() over (partition by target_id, product_category, fiscal_year order by sales_ratio, customer_id) as place,
        count(*) over (partition by target_id, product_category, fiscal_year) as place_count
    from nearest
),

estimated as (
    select
        placed.target_id as customer_id,
        placed.product_category,
        placed.fiscal_year,
        max(placed.target_revenue_amount) as revenue_amount,
        max(placed.place_count) as peer_count,
        {{ interpolated_percentile('placed.sales_ratio', 'placed.place', 'placed.place_count', 'policy.wallet_percentile') }} as wallet_ratio,
        {{ interpolated_percentile('placed.sales_ratio', 'placed.place', 'placed.place_count', 'policy.low_percentile') }} as low_ratio,
        {{ interpolated_percentile('placed.sales_ratio', 'placed.place', 'placed.place_count', 'policy.high_percentile') }} as high_ratio
    from placed
    cross join policy
    where placed.place_count >= policy.peer_minimum_count
    group by placed.target_id, placed.product_category, placed.fiscal_year
)

select
    estimated.customer_id,
    estimated.product_category,
    estimated.fiscal_year,
    estimated.peer_count,
    cast(estimated.wallet_ratio * cast(estimated.revenue_amount as double) as {{ amount_type() }}) as wallet_amount,
    cast(estimated.low_ratio * cast(estimated.revenue_amount as double) as {{ amount_type() }}) as wallet_low_amount,
    cast(estimated.high_ratio * cast(estimated.revenue_amount as double) as {{ amount_type() }}) as wallet_high_amount,
    {{ smaller_of(fiscal_year_end_date('estimated.fiscal_year'), 'current_review.review_date') }} as observed_on
from estimated
cross join current_review
