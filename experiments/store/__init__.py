"""The store of runs: many runs a file, no run twice, safe with several writers.

    <store>/                            results/store, or what $SOZIALRAUM_STORE or --store says
      0.1.0-3f2a9c41d0b7e855/           one folder per code version: versions never mix
        20260131T093000Z-1a2b3c4d/      a batch: whole or not there (written beside, then renamed)
          runs.parquet                  a row per run: key, scenario, seed, months, failure
          outcomes.parquet              a row per run and year (0: the whole run), a column each
          monthly.parquet               a row per run and month, a column per measure
          groups, ties, people.parquet  the rest of runs that are kept whole
          timings.parquet               seconds, machine and moment: no part of a result
          manifest.json                 code, environment, and a checksum for every file
      damaged/                          batches set aside by a check; their runs are done again
      studies/<name>/study.json         what a study was when it began

The key of a run is a hash of code version, resolved scenario, seed, months and how it began. Two
processes that make the same run write the same rows; readers take one of them. A batch is never
changed: only `store gc` replaces many small ones by a large one, which it writes before it removes
them.

- code.py: code version; keys.py: names of runs; batches.py: write, list, check, set aside
- writer.py: collects rows and decides when to write; index.py: which runs are there
- query.py: DuckDB on the store; upkeep.py: verify and gc
"""
