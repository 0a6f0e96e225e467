"""Differences pair by pair, and their intervals: numbers in, numbers out."""
