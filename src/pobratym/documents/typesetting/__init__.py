"""Papers as PDF and DOCX, from plain data; nothing here knows what a paper is about."""
