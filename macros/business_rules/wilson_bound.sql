{# One end of the Wilson interval of a rate: `side` is -1 for the low and 1 for the high end. NULL without trials.
   5 of 10 with z = 1.959964 gives 0.2366 and 0.7634. A bound that the last bit of a double carries past 0 or 1 is cut. #}
{% macro wilson_bound(successes, trials, side, z) -%}
    {%- set bound -%}
        (
            cast({{ successes }} as double) / {{ trials }} + cast({{ z }} as double) * {{ z }} / (2 * {{ trials }})
            + ({{ side }}) * cast({{ z }} as double) * sqrt(
                cast({{ successes }} as double) / {{ trials }} * (1 - cast({{ successes }} as double) / {{ trials }}) / {{ trials }}
                + cast({{ z }} as double) * {{ z }} / (4 * cast({{ trials }} as double) * {{ trials }})
            )
        ) / (1 + cast({{ z }} as double) * {{ z }} / {{ trials }})
    {%- endset -%}
    case when {{ trials }} > 0 then
        case when {{ bound }} < 0 then cast(0 as double) when {{ bound }} > 1 then cast(1 as double) else {{ bound }} end
    end
{%- endmacro %}
