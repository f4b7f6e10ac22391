"""Where the lists get the duties of the papers from."""

from cases.duties import DutySource, no_duties
from cli.settings import Settings


def duty_source(_settings: Settings) -> DutySource:
    """The duties of the office's register."""
    return no_duties
