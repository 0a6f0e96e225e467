"""The planner's page: move a decision, see what follows, say how sure. Served on this computer."""
