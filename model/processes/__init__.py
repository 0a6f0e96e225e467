"""One file a process: its equation and sources, the rule for one person, the compiled loop."""
