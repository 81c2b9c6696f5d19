import pytest

from tests.customer_tiers.models import TierModels
from tests.customer_tiers.random_company import AS_OF


@pytest.fixture(scope="session")
def tier_models(tmp_path_factory: pytest.TempPathFactory) -> TierModels:
    """The project compiled as of a date after the random companies' last review."""
    return TierModels(tmp_path_factory.mktemp("tier_models"), {"as_of_date": AS_OF})
