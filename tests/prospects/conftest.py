import pytest

from tests.support.compiled_models import CompiledModels


@pytest.fixture(scope="session")
def prospect_models(tmp_path_factory: pytest.TempPathFactory) -> CompiledModels:
    """The project compiled as of a date in the month after the tests' review."""
    return CompiledModels(tmp_path_factory.mktemp("prospect_models"), {"as_of_date": "2024-06-10"})
