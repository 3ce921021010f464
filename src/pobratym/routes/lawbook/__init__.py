"""The law book: legal routes of each country as data, read and reckoned with. No Django."""
