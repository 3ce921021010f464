"""Tables of the outcomes room; import each from the module that defines it."""
