{# An SAP number without its leading zeros; blank is NULL. #}
{% macro sap_id(column) -%} nullif(ltrim(trim({{ column }}), '0'), '') {%- endmacro %}

{# An SAP date, text such as 20240131, as an ISO date; 00000000 and blank are none. #}
{% macro sap_date(column) -%}
    case when {{ column }} not in ('', '00000000')
        then substring({{ column }}, 1, 4) || '-' || substring({{ column }}, 5, 2) || '-' || substring({{ column }}, 7)
    end
{%- endmacro %}
