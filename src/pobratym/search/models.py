"""The index: what is found, by which words, by which meaning; all of it made from the record.

Nothing here is a truth of its own: ``pobratym search rebuild`` makes it again, and no backup holds
it. The tables of the full text, one for each database, stand in ``migrations/0001_initial``.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.Model):
    """A set of cities whose people may know of a record; many records share one."""

    cities = models.TextField(_("keys of its cities"), unique=True)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.cities


class Entry(models.Model):
    """One record of any kind.

    ``changed`` numbers the changes, so that each process learns what it has not seen; an entry that
    is gone stays for a while with ``is_there`` false, for the same reason.
    """

    kind = models.CharField(_("kind of record"), max_length=60)
    key = models.BigIntegerField(_("key of the record"))
    audience = models.ForeignKey(
        Audience, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    cities = models.TextField(_("keys of the cities it is about"), blank=True)
    topics = models.TextField(_("codes of its topics"), blank=True)
    on = models.DateField(_("its day"), null=True, blank=True)
    is_there = models.BooleanField(default=True)
    changed = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("record in the index")
        verbose_name_plural = _("records in the index")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]
        indexes = [models.Index(fields=["changed", "id"], name="search_entry_changed")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class EntryPassage(models.Model):
    """A passage of a record in one language, or another name of it (then without a language).

    ``words`` are the tokens under which the full text knows it; ``name_bones`` and ``text_bones``
    how it sounds; ``digest`` names the text whose meaning is kept, blank where none is wanted.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="passages")
    language = models.CharField(_("language"), max_length=10, blank=True)
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True)
    is_stand_in = models.BooleanField(default=False)
    digest = models.CharField(max_length=32, blank=True)
    words = models.TextField(blank=True)
    name_bones = models.BinaryField(default=bytes)
    text_bones = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("passage in the index")
        verbose_name_plural = _("passages in the index")
        indexes = [models.Index(fields=["digest"], name="search_passage_digest")]

    def __str__(self) -> str:
        return self.title or self.text[:80]


class Meaning(models.Model):
    """The meaning of a text as a model puts it into numbers, by the digest of the text."""

    model = models.CharField(max_length=40)
    digest = models.CharField(max_length=32)
    vector = models.BinaryField()
    changed = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("meaning of a text")
        verbose_name_plural = _("meanings of texts")
        constraints = [
            models.UniqueConstraint(fields=["digest", "model"], name="search_meaning_once")
        ]
        indexes = [models.Index(fields=["changed", "id"], name="search_meaning_changed")]

    def __str__(self) -> str:
        return f"{self.model} {self.digest}"


class Waiting(models.Model):
    """A record that a deed or a bulk load changed: to be looked at again."""

    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = _("record to be looked at")
        verbose_name_plural = _("records to be looked at")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_waiting_once")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class State(models.Model):
    """What the index is made by and how far it is; one row for each name."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("state of the index")
        verbose_name_plural = _("states of the index")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
