{# The place of a value among `others_count` other values, 0–100: those below and half of those equal. Among none it is 50. #}
{% macro mid_rank_score(below_count, tie_count, others_count) -%}
    cast(case
        when {{ others_count }} = 0 then 50
        else round(50 * cast(2 * ({{ below_count }}) + ({{ tie_count }}) as double) / cast({{ others_count }} as double), 6)
    end as numeric(9, 6))
{%- endmacro %}

{# A value on the straight line from 0 points at `zero_value` to 100 at `full_value`, cut at both ends. #}
{% macro linear_score(value, zero_value, full_value) -%}
    cast(round(
        case
            when ({{ value }} - cast({{ zero_value }} as double)) / cast({{ full_value }} - {{ zero_value }} as double) <= 0 then 0
            when ({{ value }} - cast({{ zero_value }} as double)) / cast({{ full_value }} - {{ zero_value }} as double) >= 1 then 100
            else 100 * ({{ value }} - cast({{ zero_value }} as double)) / cast({{ full_value }} - {{ zero_value }} as double)
        end, 6
    ) as numeric(9, 6))
{%- endmacro %}

{# A metric's 0–100 by the method of its policy row, whose columns are in scope. #}
{% macro normalised_score(value, percentile_score) -%}
    case
        when {{ value }} is null then null
        when normalisation_method = 'linear' then {{ linear_score(value, 'zero_value', 'full_value') }}
        when is_less_better then cast(100 - {{ percentile_score }} as numeric(9, 6))
        else {{ percentile_score }}
    end
{%- endmacro %}

{# The weighted mean of the metrics present, to six places. #}
{% macro weighted_score(weighted_sum, weight_present) -%}
    case
        when {{ weight_present }} > 0
            then cast(round(cast({{ weighted_sum }} as double) / cast({{ weight_present }} as double), 6) as numeric(9, 6))
    end
{%- endmacro %}

{# An unknown value fails a floor above zero. #}
{% macro floor_is_met(value_amount, floor_amount) -%}
    coalesce({{ value_amount }} >= {{ floor_amount }}, {{ floor_amount }} = 0, false)
{%- endmacro %}

{# The smallest amount in whole cents that is not below an amount. #}
{% macro rounded_up_to_cent(amount) -%}
    cast(case
        when round({{ amount }}, 2) >= {{ amount }} then round({{ amount }}, 2)
        else round({{ amount }}, 2) + cast(0.01 as numeric(9, 2))
    end as numeric(28, 8))
{%- endmacro %}
