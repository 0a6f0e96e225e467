"""What results say, in sentences: German and English."""
