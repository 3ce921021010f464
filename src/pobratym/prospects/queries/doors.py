"""For which city a person looks for a partner."""

from django.db.models import QuerySet

from pobratym.accounts.http import Reader
from pobratym.directory.models.cities import Municipality
from pobratym.directory.states import READING_NOTES


def looking_cities(reader: Reader) -> QuerySet[Municipality]:
    """Give the cities whose search for a partner the reader may see: it is a plan of the city."""
    return Municipality.objects.edited_by(reader, READING_NOTES).distinct()
