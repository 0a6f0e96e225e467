"""What is asked for, checked as a whole and kept with the runs: data only."""
