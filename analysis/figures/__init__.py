"""One figure a file. Plotting libraries are used here and nowhere else."""
