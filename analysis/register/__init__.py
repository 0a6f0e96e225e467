"""What a run rests on: assumptions, records of a place, sources; and what can be chosen."""
