-- grain: one row per customer and review, and per prospect group at the current review

-- The latest assessment of the head counts, else the latest of another member, else what rank, references and size suggest.
-- Nothing known → NULL: the score then goes without influence.
with parties as (
    select * from {{ ref('int_party_reviews') }}
),

assessments as (
    select
        members.customer_id,
        members.is_head,
        influence.assessed_on,
        influence.source,
        influence.influence_score
    from {{ ref('stg_customer_influence') }} as influence
    inner join {{ ref('bridge_customer_members') }} as members on members.member_customer_id = influence.customer_id
),

latest_assessments as (
    select
        parties.customer_id,
        parties.review_date,
        assessments.influence_score,
        assessments.assessed_on
    from parties
    inner join assessments
        on assessments.customer_id = parties.customer_id
        and assessments.assessed_on <= parties.review_date
    qualify row_number() over (
        partition by parties.customer_id, parties.review_date
        order by
            case when assessments.is_head then 0 else 1 end,
            assessments.assessed_on desc nulls last,
            assessments.source,
            assessments.influence_score desc nulls last
    ) = 1
),

weights as (
    {%- for component in ['industry_rank', 'references', 'size_percentile'] %}
    select '{{ component }}' as component_code, {{ policy_parameter('influence_parameters', 'weight_' ~ component) }} as weight
    {{- ' union all' if not loop.last }}
    {%- endfor %}
),

derived as (
    select
        components.customer_id,
        components.review_date,
        cast(sum(weights.weight * cast(components.component_score as numeric(9, 6))) as numeric(28, 12)) as weighted_points,
        sum(weights.weight) as weight_present
    from {{ ref('int_influence_components') }} as components
    inner join weights on weights.component_code = components.component_code
    group by components.customer_id, components.review_date
)

select
    parties.customer_id,
    parties.review_date,
    parties.month_index,
    parties.is_customer,
    coalesce(
        cast(latest_assessments.influence_score as double),
        round({{ ratio('derived.weighted_points', 'derived.weight_present') }}, 6)
    ) as influence_score,
    case
        when latest_assessments.influence_score is not null then 'assessment'
        when derived.weight_present > 0 then 'derived'
        else 'none'
    end as influence_source,
    latest_assessments.assessed_on
from parties
left join latest_assessments
    on latest_assessments.customer_id = parties.customer_id
    and latest_assessments.review_date = parties.review_date
left join derived
    on derived.customer_id = parties.customer_id
    and derived.review_date = parties.review_date
