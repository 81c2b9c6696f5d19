"""Deterministic landing data of a fictional industrial maker, from a demo of 350 customers to 100 million lines."""
