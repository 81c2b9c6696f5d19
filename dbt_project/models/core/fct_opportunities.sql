-- grain: one row per opportunity opened on or before the current review

-- The deal as it stood at the review: one closed later is still open, its outcome and its delivered probability being
-- knowledge from after the review.
with opportunities as (
    select * from {{ ref('stg_opportunities') }}
),

current_review as (
    select * from {{ ref('int_current_review') }}
),

known_deals as (
    select
        opportunities.*,
        current_review.review_date,
        coalesce(opportunities.closed_date > current_review.review_date, false) as is_closed_after_review
    from opportunities
    inner join current_review on opportunities.opened_date <= current_review.review_date
),

as_of_review as (
    select
        known_deals.*,
        case when is_closed_after_review then 'open' else stage end as review_stage,
        case when is_closed_after_review then null else closed_date end as review_closed_date,
        case when is_closed_after_review then null else win_probability end as review_win_probability
    from known_deals
),

valued as (
    select
        as_of_review.*,
        coalesce(review_closed_date, review_date) as valuation_date
    from as_of_review
),

converted as (
    select
        valued.*,
        coalesce(members.customer_id, 'unknown') as group_customer_id,
        case when valued.currency = '{{ var("reporting_currency") }}' then 1 else exchange_rates.exchange_rate end as exchange_rate,
        stages.win_probability as stage_win_probability,
        review_stage in ('won', 'lost', 'no_decision') as is_closed
    from valued
    left join {{ ref('bridge_customer_members') }} as members
        on members.member_customer_id = valued.customer_id
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = valued.currency
        and exchange_rates.rate_date = valued.valuation_date
    left join {{ ref('stage_win_probabilities') }} as stages
        on stages.stage = valued.review_stage
        and stages.valid_from <= valued.review_date
        and (stages.valid_to is null or stages.valid_to > valued.review_date)
),

final as (
    select
        *,
        {{ at_rate('amount', 'exchange_rate') }} as reporting_amount,
        case when not is_closed then coalesce(review_win_probability, stage_win_probability) end as open_win_probability
    from converted
)

select
    cast(opportunity_id as varchar) as opportunity_id,
    cast(group_customer_id as varchar) as customer_id,
    cast(customer_id as varchar) as member_customer_id,
    cast(product_category as varchar) as product_category,
    cast(account_manager_id as varchar) as account_manager_id,
    cast(review_stage as varchar) as stage,
    cast(not is_closed as boolean) as is_open,
    cast(opened_date as date) as opened_date,
    cast(review_closed_date as date) as closed_date,
    cast(currency as varchar) as currency,
    cast(exchange_rate as {{ exchange_rate_type() }}) as exchange_rate,
    cast(amount as {{ document_amount_type() }}) as document_amount,
    cast(reporting_amount as {{ amount_type() }}) as amount,
    cast({{ at_rate('list_amount', 'exchange_rate') }} as {{ amount_type() }}) as list_amount,
    cast({{ at_rate('quoted_amount', 'exchange_rate') }} as {{ amount_type() }}) as quoted_amount,
    {{ ratio('quoted_amount', 'list_amount') }} as price_level_rate,
    1 - {{ ratio('quoted_amount', 'list_amount') }} as discount_rate,
    cast(open_win_probability as double) as win_probability,
    cast(not is_closed and review_win_probability is null as boolean) as is_win_probability_assumed,
    cast(cast(reporting_amount as numeric(24, 8)) * cast(open_win_probability as numeric(8, 6)) as {{ amount_type() }}) as weighted_amount,
    cast(competitor_name as varchar) as competitor_name,
    cast(case when is_closed then lost_reason end as varchar) as lost_reason,
    cast(case when is_closed then won_reason end as varchar) as won_reason,
    cast(purchase_scene as varchar) as purchase_scene
from final
