{# The parts of a whole: a returned row is a group whose parts do not sum to `total`, within a rounding of doubles. #}
{% test sums_to(model, column, group_by, total=1, tolerance=0.000000001) %}
select {{ group_by | join(', ') }}, sum({{ column }}) as part_sum
from {{ model }}
group by {{ group_by | join(', ') }}
having abs(sum({{ column }}) - {{ total }}) > {{ tolerance }}
{% endtest %}
