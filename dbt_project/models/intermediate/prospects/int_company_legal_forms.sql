-- grain: one row per legal form in force

select legal_forms.legal_form
from {{ ref('company_legal_forms') }} as legal_forms
where {{ in_force('legal_forms', as_of_date()) }}
