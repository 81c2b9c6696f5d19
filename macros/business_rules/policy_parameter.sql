{# The number that the dated policy seed `seed` holds for `code` on the date `on_date`, as a scalar subquery. #}
{% macro policy_parameter(seed, code, on_date=none) -%}
    (
        select max(cast(parameter_value as numeric(20, 6)))
        from {{ ref(seed) }}
        where parameter_code = '{{ code }}'
            and valid_from <= {{ on_date if on_date is not none else as_of_date() }}
            and (valid_to is null or valid_to > {{ on_date if on_date is not none else as_of_date() }})
    )
{%- endmacro %}
