"""Landing files to the raw schema. A plain library: no orchestrator, no environment variables."""

from dagster_pipelines.landing.document_dates import latest_document_date
from dagster_pipelines.landing.errors import LandingError
from dagster_pipelines.landing.load import load_landing
from dagster_pipelines.landing.report import FileReport, LoadReport

__all__ = ["FileReport", "LandingError", "LoadReport", "latest_document_date", "load_landing"]
