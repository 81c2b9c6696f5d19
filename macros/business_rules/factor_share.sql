{# A factor's share after evidence: the prior counts as `prior_weight` pieces of evidence. #}
{% macro factor_share(prior_weight, prior, evidence, all_evidence) -%}
    (cast({{ prior_weight }} as double) * cast({{ prior }} as double) + cast({{ evidence }} as double))
    / (cast({{ prior_weight }} as double) + cast({{ all_evidence }} as double))
{%- endmacro %}
