"""`make month`: a company's month on a turned clock: who was told what, and when."""
