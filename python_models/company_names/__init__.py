"""Matching of company names to the accounts that we know."""

from company_names.matching import COLUMNS, Limits, match_names
from company_names.normalise import NormalName, normal_name

__all__ = ["COLUMNS", "Limits", "NormalName", "match_names", "normal_name"]
