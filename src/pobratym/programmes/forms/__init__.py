"""What a person typed on the programme desk, made into clean values."""
