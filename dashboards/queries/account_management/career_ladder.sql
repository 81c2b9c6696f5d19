-- one row per account manager: level held, level earned, and what the next one needs
select ladder.*
from marts.account_manager_ladder as ladder
order by ladder.career_level_code desc, ladder.account_manager_id
