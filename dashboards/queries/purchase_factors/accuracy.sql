-- how often the first factor before closing was the stated reason
select accuracy.*
from marts.purchase_factor_accuracy as accuracy
