-- grain: one row per industry × ranking_year × industry_rank: its loaded record
{{ loaded_records('industry_rankings') }}
