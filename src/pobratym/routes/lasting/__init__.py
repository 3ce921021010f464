"""How long agreements last: terms, renewals, notice. No Django, no database."""
