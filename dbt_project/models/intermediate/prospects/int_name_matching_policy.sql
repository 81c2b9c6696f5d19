-- grain: one row per refresh: the limits in force for taking a company name for an account's

select
    {{ policy_parameter('prospect_parameters', 'name_accept_score') }} as accept_score,
    {{ policy_parameter('prospect_parameters', 'name_review_score') }} as review_score,
    {{ policy_parameter('prospect_parameters', 'name_lead_score') }} as lead_score,
    {{ policy_parameter('prospect_parameters', 'name_word_score') }} as word_score
