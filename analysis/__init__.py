"""What the runs say: measures, results, and what is drawn and said of them (README.md)."""
