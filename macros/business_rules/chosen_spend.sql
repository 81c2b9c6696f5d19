{# The figure of an account that counts, of all that were observed; stands in a CTE of its own.
   The best source that is not stale wins, else the best stale one, flagged; of one source the latest observation. What was
   observed after the review does not exist. `keys` are the columns of one figure. Sources that policy does not name are
   left out where `named_sources_only`; else they rank behind all that it names, as estimates. #}
{% macro chosen_spend(observations, keys, named_sources_only, condition='true') -%}
    {%- set grain = 'observations.' ~ keys | join(', observations.') -%}
    with observed as (
        select
            observations.*,
            current_review.review_date,
            {{ smaller_of(fiscal_year_end_date('observations.fiscal_year'), 'current_review.review_date') }} as valuation_date
        from {{ observations }} as observations
        inner join {{ ref('int_current_review') }} as current_review
            on observations.observed_on <= current_review.review_date
            and observations.fiscal_year <= current_review.fiscal_year
        where {{ condition }}
        qualify row_number() over (
            partition by {{ grain }}, observations.source
            order by observations.observed_on desc nulls last, observations.spend_amount desc nulls last, observations.currency
        ) = 1
    )

    select
        observations.*,
        sources.source_priority,
        coalesce(sources.is_estimated, true) as is_estimated,
        observations.observed_on
        < {{ add_months('observations.valuation_date', '-cast(' ~ policy_parameter('wallet_parameters', 'stale_after_months') ~ ' as integer)') }}
            as is_stale,
        case when observations.currency = '{{ var("reporting_currency") }}' then 1 else exchange_rates.exchange_rate end as exchange_rate
    from observed as observations
    {{ 'inner' if named_sources_only else 'left' }} join {{ ref('wallet_sources') }} as sources
        on sources.source = observations.source
        and {{ in_force('sources', 'observations.review_date') }}
    left join {{ ref('int_exchange_rates') }} as exchange_rates
        on exchange_rates.currency = observations.currency
        and exchange_rates.rate_date = observations.valuation_date
    qualify row_number() over (
        partition by {{ grain }}
        order by case when is_stale then 1 else 0 end, sources.source_priority nulls last, observations.source
    ) = 1
{%- endmacro %}
