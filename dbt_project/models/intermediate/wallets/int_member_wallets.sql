-- grain: one row per account, product category and fiscal year with a delivered wallet: the figure that counts

with chosen as (
    {{ chosen_spend(
        ref('stg_category_spend'),
        keys=['customer_id', 'product_category', 'fiscal_year'],
        named_sources_only=true,
    ) }}
)

select
    customer_id as member_customer_id,
    product_category,
    fiscal_year,
    source,
    source_priority,
    is_estimated,
    is_stale,
    observed_on,
    {{ at_rate('spend_amount', 'exchange_rate') }} as wallet_amount,
    {{ at_rate('coalesce(spend_low_amount, spend_amount)', 'exchange_rate') }} as wallet_low_amount,
    {{ at_rate('coalesce(spend_high_amount, spend_amount)', 'exchange_rate') }} as wallet_high_amount
from chosen
