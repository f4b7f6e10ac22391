"""docling on the same files, by any Python that has it: `PYTHON docling_peer.py FILE…`.

One line of JSON for each file: its seconds and characters, or the error. Character recognition
and table models are off; what remains still wants docling's layout model, from a hub or its
cache, for a PDF.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_SHOWN = 160  # letters of an error


def convert(files: list[str]) -> Iterator[dict[str, object]]:
    """What came of each file, in order.

    Raises:
        ImportError: docling is not installed here.
    """
    converter = _converter()
    # What every batch pays once is not the first file's; one of each kind has a pipeline made.
    for file in {Path(file).suffix: file for file in files}.values():
        with suppress(Exception):
            converter.convert(file)
    for file in files:
        started = time.perf_counter()
        try:
            text = converter.convert(file).document.export_to_text()
        except Exception as error:  # noqa: BLE001 -- it raises whatever its many parts raise
            reason = f"{type(error).__name__}: {' '.join(str(error).split())[:_SHOWN]}"
            yield {"file": file, "error": reason}
        else:
            seconds = time.perf_counter() - started
            yield {"file": file, "seconds": seconds, "characters": len(text)}


def _converter() -> Any:  # noqa: ANN401 -- not a library of ours
    converters = import_module("docling.document_converter")
    formats = import_module("docling.datamodel.base_models").InputFormat
    options = import_module("docling.datamodel.pipeline_options").PdfPipelineOptions
    quick = options(do_ocr=False, do_table_structure=False)
    pdf = converters.PdfFormatOption(pipeline_options=quick)
    return converters.DocumentConverter(format_options={formats.PDF: pdf})


if __name__ == "__main__":
    for line in convert(sys.argv[1:]):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
