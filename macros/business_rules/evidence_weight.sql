{# How much evidence of a source counts on a date: its source's weight, halved with every half-life of age. #}
{% macro evidence_weight(source_weight, observed_on, on_date) -%}
    cast({{ source_weight }} as double) * power(
        cast(0.5 as double),
        cast(datediff('day', {{ observed_on }}, {{ on_date }}) as double)
        / cast({{ policy_parameter('purchase_factor_parameters', 'days_per_month') }} as double)
        / cast({{ policy_parameter('purchase_factor_parameters', 'evidence_half_life_months') }} as double)
    )
{%- endmacro %}
