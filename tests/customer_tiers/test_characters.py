"""The demo's characters have the tier that their story asks for."""

from seeds.demo_generator.characters import index_of
from tests.refreshes import Warehouse


def tier_of(warehouse: Warehouse, role: str) -> tuple[str, str]:
    """Customer id and effective tier at the current review."""
    customer = f"C{index_of(role) + 1:04d}"
    [(tier,)] = warehouse.query(
        f"select effective_tier_code from marts.customer_tiers_current where scheme_code = 'six_tier' and customer_id = '{customer}'"
    )
    return customer, tier


def test_a_state_owned_giant_that_contributes_little_is_general_and_a_key_opportunity(built_warehouse: Warehouse) -> None:
    customer, tier = tier_of(built_warehouse, "state_giant")
    assert tier == "general"
    kinds = built_warehouse.query(f"select opportunity_kind from marts.key_opportunities where customer_id = '{customer}'")
    assert kinds == [("customer",)]


def test_a_diamond_with_a_severe_complaint_stays_diamond_and_is_watched(built_warehouse: Warehouse) -> None:
    customer, tier = tier_of(built_warehouse, "diamond_with_complaint")
    assert tier == "diamond"
    [watched] = built_warehouse.query(
        "select trigger_codes, open_complaint_count, is_reputation_risk from marts.problem_customer_watch "
        f"where customer_id = '{customer}'"
    )
    assert watched == (None, 1, True)
