"""Alerts that reach people: an outbox on disk, and sinks that may be down without delaying or losing anything."""
