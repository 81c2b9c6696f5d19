"""The definitions computed a second time: plain Python, exact decimals, no SQL, one row after the other.

Slow and literal on purpose. The marts must agree with it on any valid data.
"""
