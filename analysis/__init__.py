"""What the runs say: indicators, paired differences, and figures."""
