"""Studies: scenarios × points or draws × pairs; the one way to run many worlds.

    load.load_study(path, keeper)            a study file (scenarios/studies/*.toml) → Study
    running.run_study(study, keeper, means)  runs what is missing in the store → Results
    running.results_of(study, keeper, store) the Results that are in the store now
    frames.results_frame(results)            pandas: a row per point, pair, arm, outcome
    frames.differences_frame(results)        … per point, pair, arm but the base, outcome
    frames.points_frame(results)             … per point; a column per factor, by dotted name

`keeper` says what is kept of a run; it comes from the analysis
(`analysis.measures.run_tables.keeper()`), because experiments do not know outcomes.
`analysis.ask.studies` offers all of this with it filled in.

A run is found by its content (code version, resolved scenario, seed, months, how it began), so
`run_study` is all there is: a study that was interrupted, extended, or overlaps with another one
only lacks some runs. Frames depend on the definition of the study and on the runs, never on who
made them when.

- spec.py, load.py, design.py: reading study files; definition.py: Study; stopping.py: the rule
- starts.py: how worlds come to month 0
- resolving.py, planning.py: from a study to keys and to what is missing
- blocks.py, work.py, dispatch.py, workers.py, running.py: doing it; kept.py: what is remembered
- finding.py: a result by folder, name or content id; frames.py, whole.py, status.py, forecast.py:
  looking at it
"""
