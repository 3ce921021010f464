"""Tables of the vault room; import each from the module that defines it.

Django finds models here.
"""

from pobratym.vault.models import flows, people, secrets

__all__ = ["flows", "people", "secrets"]
