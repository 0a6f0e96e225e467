"""Trials that were run elsewhere, run again in the model: what is published against what comes out.

Nothing is fitted to them. `published` reads the figures, `world` lives months with a hand in them,
`minutes`, `fading` and `joint` are the virtual trials, `table` holds results beside figures.
`python -m experiments.trials` runs all and writes the table in model/TRACE.md.
"""
