"""What is measured: of a run, of a pair, of a person, and the patterns of a place."""
