"""Configuration of the Superset that `make bi-check` boots: a throwaway metastore, reachable from this machine only."""

import os
import secrets

SECRET_KEY = secrets.token_hex(32) if "BI_CHECK_SECRET" not in os.environ else os.environ["BI_CHECK_SECRET"]
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['BI_CHECK_FOLDER']}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
PREVENT_UNSAFE_DB_CONNECTIONS = False
