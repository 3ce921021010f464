"""Outcomes: what a visit brought: minutes, promises, answers of guests, practices seen."""
