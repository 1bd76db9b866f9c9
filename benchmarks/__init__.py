"""Measuring and tormenting the bot from outside; run as `python -m benchmarks.bench` and the like."""
