-- one row per fit and model that was tried
select comparison.*
from marts.lifetime_value_model_comparison as comparison
