"""What a person typed, made into clean values; import each from the module that defines it."""
