"""A BI tool of the world, Apache Superset, tried on the served database."""
