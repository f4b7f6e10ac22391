"""What click and typer say of a command's usage, in Vietnamese.

They take their words from gettext, each module by a name of its own; gettext itself would need
compiled catalogues and a locale of the machine, which on a server is seldom Vietnamese.
"""

from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types
import typer.core

_MODULES: tuple[ModuleType, ...] = (
    *(click.core, click.decorators, click.exceptions, click.formatting, click.parser),
    *(click.termui, click.types, typer.core),
)
_WORDS = {
    "Usage:": "Cách dùng:",
    "Options": "Tùy chọn",
    "Arguments": "Tham số",
    "Commands": "Các lệnh",
    "Show this message and exit.": "In hướng dẫn này.",
    "Try '{command} {option}' for help.": "Xem hướng dẫn: {command} {option}",
    "Error: {message}": "Lỗi: {message}",
    "Aborted!": "Đã dừng.",
    "Missing command.": "Thiếu tên lệnh.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "No such option: {name}": "Không có tùy chọn {name}.",
    "Did you mean {possibility}?": "Có phải là {possibility}?",
    "(Possible options: {possibilities})": "(Gần giống: {possibilities})",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing parameter: {param_name}": "Thiếu tham số {param_name}",
    "Invalid value: {message}": "Giá trị không dùng được: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} không dùng được: {message}",
    "Got unexpected extra argument ({args})": "Thừa tham số ({args})",
    "Got unexpected extra arguments ({args})": "Thừa các tham số ({args})",
    "Option {name!r} requires an argument.": "Tùy chọn {name!r} cần một giá trị.",
    "Option {name!r} requires {nargs} arguments.": "Tùy chọn {name!r} cần {nargs} giá trị.",
    "Option {name!r} does not take a value.": "Tùy chọn {name!r} không nhận giá trị.",
    "Argument {name!r} takes {nargs} values.": "Tham số {name!r} cần {nargs} giá trị.",
    "Could not open file {filename!r}: {message}": "Không mở được tệp {filename!r}: {message}",
    "{name} {filename!r} does not exist.": "không có {filename!r}.",
    "{name} {filename!r} is a file.": "{filename!r} là tệp, cần thư mục.",
    "{name} {filename!r} is a directory.": "{filename!r} là thư mục, cần tệp.",
    "{name} {filename!r} is not readable.": "không có quyền đọc {filename!r}.",
    "{name} {filename!r} is not writable.": "không có quyền ghi {filename!r}.",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải là số đúng dạng.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not {choice}.": "{value!r} không phải là {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không thuộc các giá trị {choices}.",
    "default: {default}": "mặc định: {default}",
    "env var: {var}": "biến môi trường: {var}",
    "required": "bắt buộc",
    "Repeat for confirmation": "Nhập lại để xác nhận",
    "Error: The two entered values do not match.": "Hai lần nhập không giống nhau.",
    "Error: {e.message}": "Lỗi: {e.message}",
}


def speak_vietnamese() -> None:
    """From here on usage and errors of the command line are said in Vietnamese."""
    for module in _MODULES:
        for name, said in (("_", _said), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, said)


def _said(words: str) -> str:
    return _WORDS.get(words, words)


def _counted(one: str, many: str, count: int) -> str:
    return _said(one if count == 1 else many)
