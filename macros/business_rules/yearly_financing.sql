{# What it cost to wait for the money: the mean of twelve month-end open balances at the policy's yearly rate. Nothing where
   cash is unknown, since nothing is then known to be open. #}
{% macro yearly_financing(open_month_ends_amount, financing_rate, is_cash_known) -%}
    cast(
        case
            when {{ is_cash_known }} then cast({{ open_month_ends_amount }} as double) / 12 * cast({{ financing_rate }} as double)
            else 0
        end as {{ amount_type() }}
    )
{%- endmacro %}
