{# Rows 0 … below as column `n`, from crossed digits: neither engine's own series function is shared. #}
{% macro number_series(below) -%}
    select n from (
        select cast(
            {%- for place in range((below - 1) | string | length) %}
            {% if not loop.first %}+ {% endif %}d{{ place }}.digit * {{ 10 ** place }}
            {%- endfor %} as integer) as n
        from
        {%- for place in range((below - 1) | string | length) %}
            {% if not loop.first %}cross join {% endif %}(select digit from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as v (digit)) as d{{ place }}
        {%- endfor %}
    ) as series
    where n < {{ below }}
{%- endmacro %}
