"""Helpers shared by tests of every kind; what is tested never imports them."""
