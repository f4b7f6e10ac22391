"""What axe-core, the checker of accessibility, finds on a page that is open in a browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()


def faults_of(page: Page) -> list[str]:
    """Each fault with its weight and the first element that has it; none on a good page."""
    found = _AXE.run(page).response["violations"]
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
