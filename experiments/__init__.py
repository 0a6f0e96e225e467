"""Which worlds are run: plans, designs, workers, the runner, and the store of results."""
