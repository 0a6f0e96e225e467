"""The contract workload in several tools, and what it costs in each: see CONTRACT.md, README.md."""
