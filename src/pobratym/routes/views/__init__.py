"""The room's talk with the browser; import each from the module that defines it."""
