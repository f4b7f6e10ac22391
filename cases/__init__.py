"""Case files: the register, working days, statuses, digests, letters, figures."""
