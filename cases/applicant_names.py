"""The names of the applicants, for the one purpose of keeping them out of chat."""

import sqlalchemy as sa

from cases.schema import applicants
from corpus.database import Database


def applicant_names(database: Database) -> frozenset[str]:
    """Every applicant's name that the register holds."""
    query = sa.select(applicants.c.name).distinct()
    with database.reading() as connection:
        return frozenset(name for name in connection.execute(query).scalars() if name)
