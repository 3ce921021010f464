"""Two cities in two countries run their partnership as one record, in two alphabets."""

__version__ = "0.1.0"
