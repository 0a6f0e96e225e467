"""A report about one comparison: slides, page, brief, report and draft from the same contents."""
