"""Number the lines of before without a gap, and hang each on the one before it."""

import datetime as dt

from django.db import migrations
from django.utils.timezone import is_naive

from pobratym.journal.chain import Line, canonical, digest, moment


def chain(apps, schema_editor):
    """Number the lines of before without a gap, and hang each on the one before."""
    connection = schema_editor.connection
    before, number = "", 0
    entries = apps.get_model("journal", "Entry").objects.order_by("pk")
    rows = entries.values_list(
        "pk", "at", "by_id", "city", "what", "kind", "key", "within_kind", "within_key", "details"
    )
    with connection.cursor() as cursor:
        for pk, at, by, city, what, kind, key, within_kind, within_key, details in list(rows):
            number += 1
            at = at.replace(tzinfo=dt.UTC) if is_naive(at) else at
            if not within_kind:
                within = details.get("partnership")
                known = isinstance(within, int)
                within_kind = "partnerships.partnership" if known else kind
                within_key = within if known else key
            own = kind == "partnerships.contact"
            told = canonical(details)
            line = Line(
                number, moment(at), by, city, what, kind, key, within_kind, within_key, own,
                told, "{}", "{}", before,
            )  # fmt: skip
            ended = digest(line)
            cursor.execute(
                "UPDATE journal_entry SET id = %s, within_kind = %s, within_key = %s, is_own = %s,"
                " details = %s, changes = '{}', personal = '{}', prev_hash = %s, hash = %s"
                " WHERE id = %s",
                [number, within_kind, within_key, own, told, before, ended, pk],
            )
            before = ended
        cursor.execute(
            "INSERT INTO journal_head (id, number, hash) VALUES (1, %s, %s)", [number, before]
        )


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_chain")]

    operations = [migrations.RunPython(chain, migrations.RunPython.noop)]
