"""Figures, one kind a file: each draws a result; `analysis.publish` says which and saves them."""
