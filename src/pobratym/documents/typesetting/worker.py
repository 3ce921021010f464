"""The process that sets papers: ``python -m pobratym.documents.typesetting.worker``.

It reads one job a line as JSON, ``{"template": …, "data": …, "standards": […]}``, and answers one
line: ``{"pdf": base64}`` or ``{"fault": …}``. It reads nothing but its own templates and fonts,
writes no file and reaches no network. It ends with its parent, since its input does, and a job that
takes too long ends it at once: an alarm is heard by the system, whatever the engine is doing.
"""

import base64
import json
import resource
import signal
import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"
NOWHERE = "/nonexistent"
MEMORY_BYTES = 2 * 1024**3
"""Of address space: threads and mapped fonts take most of it, not pages held."""


def keep_within_bounds() -> None:
    """Take away what no paper needs: much memory, and files to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def engine() -> typst.Compiler:
    """Make an engine that knows our fonts only, and no packages."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(
        root=str(TEMPLATES),
        font_paths=fonts,
        ignore_system_fonts=True,
        package_path=NOWHERE,
        package_cache_path=NOWHERE,
    )


def answer(compiler: typst.Compiler, line: str) -> dict[str, str]:
    """Do one job; what the engine refuses comes back in words.

    The data goes in as a file, though none is written. As an input of the whole system it would
    make the engine forget the paragraphs it has set before, for each depends on the system.
    """
    job = json.loads(line)
    files = {
        "main.typ": (TEMPLATES / f"{job['template']}.typ").read_bytes(),
        "data.json": job["data"].encode(),
    }
    signal.alarm(int(job["seconds"]))
    try:
        pdf = compiler.compile(
            input=files,  # type: ignore[type-var]  # allowed by its README, not by its stub
            format="pdf",
            pdf_standards=job["standards"],
        )
    except typst.TypstError as fault:
        return {"fault": f"{fault.message} {fault.diagnostic}".strip()}
    finally:
        signal.alarm(0)
    if not isinstance(pdf, bytes):
        return {"fault": "no pages"}
    return {"pdf": base64.b64encode(pdf).decode()}


def main() -> None:
    """Answer until there are no more lines."""
    keep_within_bounds()
    compiler = engine()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(compiler, line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
