-- grain: one row per broken rule of the tier policy, with a sentence that names the row

with policies as (
    select tier_policies.*, scheme_code || ' ' || policy_code as row_name from {{ ref('tier_policies') }}
),

definitions as (
    select
        definitions.*,
        scheme_code || ' ' || policy_code || ' ' || tier_code as row_name,
        count(*) over (partition by scheme_code, policy_code) as tier_count,
        row_number() over (partition by scheme_code, policy_code order by tier_rank, tier_code) as expected_rank,
        lead(cut_score) over (partition by scheme_code, policy_code order by tier_rank, tier_code) as next_cut_score,
        lag(entry_rule) over (partition by scheme_code, policy_code order by tier_rank, tier_code) as previous_entry_rule
    from {{ ref('tier_definitions') }} as definitions
),

metrics as (
    select tier_metrics.*, scheme_code || ' ' || policy_code || ' ' || value_basis || ' ' || metric_code as row_name
    from {{ ref('tier_metrics') }}
),

floors as (
    select
        tier_floors.*,
        tier_floors.scheme_code || ' ' || tier_floors.policy_code || ' ' || value_basis || ' ' || tier_floors.tier_code as row_name,
        definitions.tier_rank,
        lead(floor_share_rate) over (
            partition by tier_floors.scheme_code, tier_floors.policy_code, value_basis order by definitions.tier_rank
        ) as next_floor_share_rate
    from {{ ref('tier_floors') }}
    left join definitions
        on definitions.scheme_code = tier_floors.scheme_code
        and definitions.policy_code = tier_floors.policy_code
        and definitions.tier_code = tier_floors.tier_code
),

versions as (
    select
        policies.*,
        lag(valid_to) over (partition by scheme_code order by valid_from, policy_code) as previous_valid_to,
        row_number() over (partition by scheme_code order by valid_from, policy_code) as place,
        lead(policy_code) over (partition by scheme_code order by valid_from, policy_code) as next_policy_code
    from policies
    where policy_status = 'in_force'
),

findings as (
    select {{ policy_finding('tier_policies', 'row_name', "'no approver: name who approved it'") }}
    from policies where approved_by is null or trim(approved_by) = ''
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'policy_status ' || coalesce(policy_status, 'empty') || ' is neither in_force nor candidate'") }}
    from policies where coalesce(policy_status, '') not in ('in_force', 'candidate')
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'value_basis ' || coalesce(value_basis, 'empty') || ' is neither consecutive_years nor lifetime'") }}
    from policies where coalesce(value_basis, '') not in ('consecutive_years', 'lifetime')
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'the first version in force must hold from 1900-01-01, not from ' || cast(valid_from as varchar)") }}
    from versions where place = 1 and valid_from <> cast('1900-01-01' as date)
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'valid_to is empty, but a later version of the scheme follows: the two overlap'") }}
    from versions where next_policy_code is not null and valid_to is null
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'begins on ' || cast(valid_from as varchar) || ', but the version before ends on ' || cast(previous_valid_to as varchar) || case when previous_valid_to < valid_from then ': a gap' else ': an overlap' end") }}
    from versions where previous_valid_to <> valid_from
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'valid_to ' || cast(valid_to as varchar) || ' is not after valid_from ' || cast(valid_from as varchar)") }}
    from policies where valid_to <= valid_from
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'the last version in force ends on ' || cast(valid_to as varchar) || ': no policy holds after it'") }}
    from versions where next_policy_code is null and valid_to is not null
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'rule_measure ' || coalesce(rule_measure, 'empty') || ' is neither net_sales nor contribution'") }}
    from policies where coalesce(rule_measure, '') not in ('net_sales', 'contribution')
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'states both rule_amount and rule_share_rate, or neither: state one'") }}
    from policies where (rule_amount is null) = (rule_share_rate is null)
    union all
    select {{ policy_finding('tier_policies', 'row_name', "'one of rule_years, confirm_reviews and clean_reviews is below 1, or a buffer or share is below 0'") }}
    from policies
    where rule_years < 1 or confirm_reviews < 1 or clean_reviews < 1 or buffer_points < 0 or minimum_weight_rate < 0 or minimum_weight_rate > 1
        or rule_years is null or confirm_reviews is null or clean_reviews is null or buffer_points is null or minimum_weight_rate is null
        or decision_months is null or headroom_share_rate is null or movement_growth_rate is null or movement_open_deals_rate is null
    union all
    select {{ policy_finding('tier_policies', 'policies.row_name', "'rule_tier_code ' || coalesce(policies.rule_tier_code, 'empty') || ' is no tier of this version'") }}
    from policies
    where not exists (
        select 1 from definitions
        where definitions.scheme_code = policies.scheme_code
            and definitions.policy_code = policies.policy_code
            and definitions.tier_code = policies.rule_tier_code
    )
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'no name in English or in Chinese: give both'") }}
    from definitions
    where tier_name_en is null or trim(tier_name_en) = '' or tier_name_zh is null or trim(tier_name_zh) = ''
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'rank ' || coalesce(cast(tier_rank as varchar), 'empty') || ' where ' || cast(expected_rank as varchar) || ' is due: ranks run from 1 without gap or tie'") }}
    from definitions where tier_rank is null or tier_rank <> expected_rank
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'entry_rule ' || coalesce(entry_rule, 'empty') || ' is none of cut, test, rest, trigger'") }}
    from definitions where coalesce(entry_rule, '') not in ('cut', 'test', 'rest', 'trigger')
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'entry_rule ' || entry_rule || ' stands below ' || previous_entry_rule || ': the order is cuts, at most one test, one rest, one trigger'") }}
    from definitions
    where (entry_rule = 'cut' and previous_entry_rule <> 'cut')
        or (entry_rule = 'test' and previous_entry_rule <> 'cut')
        or (entry_rule = 'rest' and previous_entry_rule not in ('cut', 'test'))
        or (entry_rule = 'trigger' and previous_entry_rule <> 'rest')
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'the last tier must be entered by trigger, it is the one for problems'") }}
    from definitions where expected_rank = tier_count and coalesce(entry_rule, '') <> 'trigger'
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'a cut tier needs a cut_score between 0 and 100, any other must leave it empty'") }}
    from definitions where (entry_rule = 'cut' and (cut_score is null or cut_score < 0 or cut_score > 100)) or (entry_rule <> 'cut' and cut_score is not null)
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'cut_score ' || cast(cut_score as varchar) || ' is not above the ' || cast(next_cut_score as varchar) || ' of the tier below'") }}
    from definitions where cut_score <= next_cut_score
    union all
    select {{ policy_finding('tier_definitions', 'row_name', "'max_customers must be empty for the lowest tiers, which take who waits, and not below 0'") }}
    from definitions where max_customers < 0 or (max_customers is not null and entry_rule in ('rest', 'trigger'))
    union all
    select {{ policy_finding('tier_definitions', 'definitions.row_name', "'differs in rank or presence from another version of its scheme, where customers would lose their place: give the scheme a new code'") }}
    from definitions
    inner join policies on policies.scheme_code = definitions.scheme_code and policies.policy_code <> definitions.policy_code
    left join definitions as others
        on others.scheme_code = definitions.scheme_code
        and others.policy_code = policies.policy_code
        and others.tier_code = definitions.tier_code
    where others.tier_rank is null or others.tier_rank <> definitions.tier_rank
    union all
    select {{ policy_finding('tier_metrics', "scheme_code || ' ' || policy_code || ' ' || value_basis", "'weights sum to ' || cast(sum(weight) as varchar) || ', not to 100'") }}
    from metrics group by scheme_code, policy_code, value_basis having sum(weight) <> 100
    union all
    select {{ policy_finding('tier_metrics', 'row_name', "'weight is below 0 or value_step not above 0'") }}
    from metrics where weight < 0 or weight is null or value_step <= 0 or value_step is null
    union all
    select {{ policy_finding('tier_metrics', 'row_name', "'measure_code ' || coalesce(measure_code, 'empty') || ' is not measured'") }}
    from metrics
    where coalesce(measure_code, '') not in ('net_sales_12m', 'gross_margin', 'collection_rate', 'days_delinquent', 'influence', 'growth', 'lifetime_value')
    union all
    select {{ policy_finding('tier_metrics', 'row_name', "'normalisation_method is neither percentile nor linear, or linear lacks two different values for 0 and for 100 points'") }}
    from metrics
    where coalesce(normalisation_method, '') not in ('percentile', 'linear')
        or (normalisation_method = 'linear' and (zero_value is null or full_value is null or zero_value = full_value
            or (zero_value > full_value and not is_less_better) or (zero_value < full_value and is_less_better)))
    union all
    select {{ policy_finding('tier_floors', 'row_name', "'floor of a tier that this version does not have, or neither or both of share and amount stated, or below 0'") }}
    from floors where tier_rank is null or (floor_share_rate is null) = (floor_amount is null) or floor_share_rate < 0 or floor_amount < 0
    union all
    select {{ policy_finding('tier_floors', 'row_name', "'floor is below the floor of the tier below it'") }}
    from floors where floor_share_rate < next_floor_share_rate
    union all
    select {{ policy_finding('tier_floors', 'definitions.row_name', "'no floor for a tier that is entered by a cut or a test'") }}
    from definitions
    inner join policies on policies.scheme_code = definitions.scheme_code and policies.policy_code = definitions.policy_code
    left join floors
        on floors.scheme_code = definitions.scheme_code
        and floors.policy_code = definitions.policy_code
        and floors.tier_code = definitions.tier_code
        and floors.value_basis = policies.value_basis
    where definitions.entry_rule in ('cut', 'test') and floors.tier_code is null
    union all
    select {{ policy_finding('tier_gates', "gates.scheme_code || ' ' || gates.policy_code || ' ' || gate_code", "'cap_tier_code ' || coalesce(cap_tier_code, 'empty') || ' is no tier of this version, or no minimum is stated'") }}
    from {{ ref('tier_gates') }} as gates
    left join definitions
        on definitions.scheme_code = gates.scheme_code
        and definitions.policy_code = gates.policy_code
        and definitions.tier_code = gates.cap_tier_code
    where definitions.tier_code is null or gates.minimum_value is null
    union all
    select {{ policy_finding('tier_policies', 'policies.row_name', "'no tiers or no metrics of this version and value basis'") }}
    from policies
    left join (select scheme_code, policy_code, value_basis, count(*) as metric_count from metrics group by 1, 2, 3) as counted
        on counted.scheme_code = policies.scheme_code and counted.policy_code = policies.policy_code and counted.value_basis = policies.value_basis
    where counted.metric_count is null
        or not exists (
            select 1 from definitions where definitions.scheme_code = policies.scheme_code and definitions.policy_code = policies.policy_code
        )
)

select distinct seed_name, row_name, sentence
from findings
