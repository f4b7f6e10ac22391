"""The bounds on what a file may hold. A file over one of them is refused before it is read."""

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_PAGES = 2_000
MAX_CHARACTERS = 12_000_000
MAX_LINES = 400_000
# DOCX is a zip: a few kilobytes can unpack to gigabytes.
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_UNPACKING_RATIO = 200
MAX_ZIP_MEMBERS = 5_000
# A picture says its size before it is unpacked; A3 at 600 dpi has 70 million
# pixels; Pillow warns of more than 89 million.
MAX_PIXELS = 89_000_000
OCR_SECONDS = 60  # for one reading of one page; then Tesseract is stopped
