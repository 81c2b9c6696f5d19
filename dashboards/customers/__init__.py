"""Search index and one sheet a customer."""
