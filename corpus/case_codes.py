"""How codes of case files look, in every form that has been in use."""

import re

# TT 01/2018/TT-VPCP Điều 19 ("000.00.26.H20-230911-0001"), TT 03/2025/TT-VPCP Điều 13
# ("H20.26-230911-0001").
CASE_CODE = re.compile(
    r"\b(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,8}\b",
    re.IGNORECASE,
)
