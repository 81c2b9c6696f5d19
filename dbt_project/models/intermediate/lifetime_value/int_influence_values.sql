-- grain: one row per customer and review: what its influence has brought or may bring

-- Known referrals pass on a share of the referred customer's own value, and the shares of one referred customer never
-- exceed one. A customer without any is given the policy's estimate, which no total called measured contains.
with own_values as (
    select
        customer_id,
        review_date,
        coalesce(historical_contribution_amount, 0) + coalesce(expected_contribution_amount, 0) as own_value_amount,
        historical_contribution_amount is not null or expected_contribution_amount is not null as is_value_known
    from {{ ref('int_expected_contributions') }}
),

referrals as (
    select
        referrer_id,
        referred_id,
        cast(referral_date as date) as referral_date,
        cast(influence_degree as numeric(18, 10)) as influence_degree
    from {{ ref('unbroken_referrals') }}
    where not is_cycle_broken
),

reviews as (
    select review_date, attainable_influence_fraction from {{ ref('int_lifetime_policies') }}
),

degrees as (
    select
        reviews.review_date,
        referrals.referrer_id,
        referrals.referred_id,
        sum(referrals.influence_degree) as influence_degree
    from reviews
    inner join referrals on referrals.referral_date <= reviews.review_date
    group by reviews.review_date, referrals.referrer_id, referrals.referred_id
),

shares as (
    select
        degrees.*,
        sum(influence_degree) over (partition by review_date, referred_id) as all_degrees
    from degrees
),

referred_values as (
    select
        shares.referrer_id as customer_id,
        shares.review_date,
        count(*) as referred_count,
        sum(cast(
            cast(own_values.own_value_amount as double) * cast(shares.influence_degree as double)
            / case when shares.all_degrees > 1 then cast(shares.all_degrees as double) else 1 end
            as {{ amount_type() }}
        )) as influence_value_amount
    from shares
    left join own_values
        on own_values.customer_id = shares.referred_id
        and own_values.review_date = shares.review_date
    group by shares.referrer_id, shares.review_date
),

customers as (
    select customer_id, coalesce(industry, 'unknown') as industry from {{ ref('dim_customers') }}
),

industry_averages as (
    select
        own_values.review_date,
        customers.industry,
        sum(own_values.own_value_amount) as own_value_amount,
        count(*) as customer_count
    from own_values
    inner join customers on customers.customer_id = own_values.customer_id
    where own_values.is_value_known and own_values.customer_id <> 'unknown'
    group by own_values.review_date, customers.industry
),

influence_scores as (
    select * from {{ ref('int_influence_scores') }}
),

estimated as (
    select
        own_values.customer_id,
        own_values.review_date,
        referred_values.referred_count,
        referred_values.influence_value_amount as referred_amount,
        cast(
            cast(influence_scores.influence_score as double) / 100
            * case when industry_averages.own_value_amount > 0 then {{ ratio('industry_averages.own_value_amount', 'industry_averages.customer_count') }} else 0 end
            * cast(reviews.attainable_influence_fraction as double)
            as {{ amount_type() }}
        ) as estimated_amount
    from own_values
    inner join reviews on reviews.review_date = own_values.review_date
    inner join customers on customers.customer_id = own_values.customer_id
    left join referred_values
        on referred_values.customer_id = own_values.customer_id
        and referred_values.review_date = own_values.review_date
    left join industry_averages
        on industry_averages.review_date = own_values.review_date
        and industry_averages.industry = customers.industry
    left join influence_scores
        on influence_scores.customer_id = own_values.customer_id
        and influence_scores.review_date = own_values.review_date
)

select
    customer_id,
    review_date,
    coalesce(referred_count, 0) as referred_customer_count,
    case
        when referred_count > 0 then coalesce(referred_amount, 0)
        else coalesce(estimated_amount, 0)
    end as influence_value_amount,
    case
        when referred_count > 0 then 'referrals'
        when estimated_amount > 0 then 'estimate'
        else 'none'
    end as influence_value_source
from estimated
