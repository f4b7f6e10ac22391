"""Stores as an older program left them."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from corpus import database


def bring_back_to_first_version(url: str) -> None:
    """Take the tables and columns away that came after the first version."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config = Config()
        folder = Path(database.__file__).parent / "migrations"
        config.set_main_option("script_location", str(folder))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    engine.dispose()
