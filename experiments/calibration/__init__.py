"""Calibration: parameters of a place drawn so that its status quo reproduces the known patterns.

What is unknown has a range; what is known is a pattern with a band. Sought are *all* settings that
fit (a posterior), not one that fits best. The model has some fifty parameters to calibrate, some
thirty pattern values, chance in every run, and seconds per run. That decides the method:

1. *Design.* A Latin hypercube around the shipped values; each point is one run of the status quo.
2. *Emulator.* A quadratic regression of every pattern measure on the parameters, with its
   leave-one-out error; the error contains chance, because every point has a seed of its own.
3. *Sampling.* Particles move from the prior to the posterior of the emulator by tempering and
   elliptical slice sampling; they are the design of the next wave, where the emulator then knows
   more. Waves repeat.
4. *Verification.* Draws of the last posterior are run in the model itself and weighted by how well
   their run fits, over how well the emulator said it would. If that leaves too few draws, because
   the emulator is rough, every draw is moved by what its own run has shown, and run again
   (`correction`). What is shipped has been run.

Records with the status *calibrated* in the files of a place (who enters receipt) are no parameters
of a scenario: they stay as they are, and the posterior holds given them.

Why no library: ABC-SMC (pyABC) accepts or rejects whole runs, which with thirty statistics takes
hundreds of thousands of them; a search for a point (Optuna) says nothing about what else fits;
samplers of the shelf bring their own generators of random numbers, which this project has not.
Linear algebra and distributions are SciPy's.
"""
