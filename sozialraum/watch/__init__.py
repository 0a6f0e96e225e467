"""Watching one run, month by month, in Mesa's own Solara view (`sozialraum watch`)."""
