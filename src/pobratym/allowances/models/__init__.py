"""Tables of the allowances room; import each from the module that defines it."""
