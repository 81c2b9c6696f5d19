{# The percentile of a group's values by linear interpolation, where the fraction is a policy number and so cannot stand in
   percentile_cont. `place` numbers the values from 1 in ascending order, `place_count` is how many there are. #}
{% macro interpolated_percentile(value, place, place_count, fraction) -%}
    {%- set position = '((' ~ place_count ~ ' - 1) * ' ~ fraction ~ ' + 1)' -%}
    max(case when {{ place }} = floor({{ position }}) then {{ value }} end)
    + max(case when {{ place }} = floor({{ position }}) then cast({{ position }} - floor({{ position }}) as double) end)
    * (
        max(case when {{ place }} = ceil({{ position }}) then {{ value }} end)
        - max(case when {{ place }} = floor({{ position }}) then {{ value }} end)
    )
{%- endmacro %}
