"""What the signed-in pages work on is what commands, lists and chats work on."""

from pathlib import Path

from cli.case_office import open_case_office
from cli.serving_desk import open_desk
from cli.settings import read_settings
from cli.wiring import open_library


def test_the_pages_go_by_the_office_file_of_the_lists(tmp_path: Path) -> None:
    (tmp_path / "office.json").write_text(
        '{"near_days": 5, "signer": "Lê Thị Mẫu", "signer_title": "Giám đốc"}', encoding="utf-8"
    )
    settings = read_settings({"DUNGHAN_HOME": str(tmp_path)})
    with (
        open_library(settings) as library,
        open_case_office(settings) as office,
        open_desk(settings, library, office) as desk,
    ):
        assert desk.cases.near.usual == 5
        assert desk.cases.letterhead().signer == "Lê Thị Mẫu"
        assert desk.cases.register is office.register
