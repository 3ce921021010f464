"""The process in which one signed PDF is read: little time, little memory, no secrets, no network.

It takes one line of JSON (moment, roots in base64) and then the file on its standard input, and
answers with the report as JSON. It is started anew for each file, so that a hostile one harms
nobody but itself.
"""

import base64
import datetime as dt
import json
import logging
import resource
import sys

from pobratym.documents.signatures.reading import read_pdf
from pobratym.documents.signatures.report import as_json

CPU_SECONDS = 20
MEMORY_BYTES = 1_500_000_000
_MEGABYTE = 1_000_000


def main() -> None:
    """Read one file and answer."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MEGABYTE, _MEGABYTE))
    logging.disable()
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    roots = [base64.b64decode(root) for root in asked["roots"]]
    moment = dt.datetime.fromisoformat(asked["moment"])
    json.dump(as_json(read_pdf(data, roots, moment)), sys.stdout)


if __name__ == "__main__":
    main()
