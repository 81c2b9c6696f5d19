"""Figures: each module is a pure function from a frame to a Plotly figure."""
