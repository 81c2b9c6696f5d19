-- one row per table and file: what was received and what became of it
select audit.*
from quality.load_audit as audit
