{# The codes whose conditions hold, joined by commas in the order given: `{'code': condition}`. NULL conditions do not hold. #}
{% macro joined_codes(conditions) -%}
    substr(
        {%- for code, condition in conditions.items() %}
        case when {{ condition }} then ', {{ code }}' else '' end{{ ' ||' if not loop.last }}
        {%- endfor %},
        3
    )
{%- endmacro %}
