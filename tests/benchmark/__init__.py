"""How fast the warehouse is, and beside what: a hand-written floor, a polars script, bare dbt."""
