"""The playground in headless Chromium, driven as a person would: what the page's tests are written in."""

import contextlib
import os
import re
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

# Imported here and not at the page's first file: pytest parses anyio when it is imported, and CPython 3.11 can't parse
# in two threads at once, while the recogniser's thread reads its cache, whose headers numpy parses.
from anyio import open_file  # noqa: F401
from playwright.async_api import Locator, Page, async_playwright, expect

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 45_000
"""Milliseconds a step may take on a busy machine; a step that is there at once waits for nothing."""


@dataclass(slots=True)
class Visitor:
    """Somebody at the page: both the buyer and the seller."""

    page: Page
    errors: list[str] = field(default_factory=list)
    shots: Path | None = None
    taken: int = 0

    def pane(self, name: str) -> Locator:
        """The "buyer" or the "desk" pane."""
        return self.page.locator(f"#{name}")

    async def sees(self, pane: str, text: str) -> None:
        """Wait until the last messages of a pane hold the text."""
        found = self.pane(pane).locator("[data-testid=message]", has_text=text).last
        await expect(found).to_be_visible(timeout=PATIENCE)

    async def says(self, pane: str, text: str) -> None:
        """Write a message and send it with Enter."""
        box = self.page.get_by_test_id(f"{pane}-input")
        await box.fill(text)
        await box.press("Enter")

    async def taps(self, pane: str, label: str) -> None:
        """Press the newest button with this label."""
        # As a word of its own: "Send" is not "Unsend".
        text = re.compile(rf"(?<![A-Za-z]){re.escape(label)}")
        button = self.pane(pane).locator("[data-testid=inline-button]", has_text=text).last
        await expect(button).to_be_visible(timeout=PATIENCE)
        await button.click()

    async def opens_topic(self, name: str) -> None:
        """Open a buyer's topic at the desk."""
        row = self.page.get_by_test_id("topic-list").locator("[data-testid=topic-row]", has_text=name).first
        await expect(row).to_be_visible(timeout=PATIENCE)
        await row.click()

    async def becomes_new_buyer(self, first_name: str, **more: str) -> None:
        """Start as a buyer the shop has never seen."""
        await self.page.keyboard.press("Control+k")
        await self.page.get_by_test_id("new-buyer").click()
        for name, value in {"first_name": first_name, **more}.items():
            await self.page.locator(f"[data-testid=new-{name}]").fill(value)
        await self.page.get_by_test_id("create-buyer").click()
        await expect(self.page.get_by_test_id("buyer-name")).to_contain_text(first_name, timeout=PATIENCE)

    async def becomes(self, name: str) -> None:
        """Go on as a buyer of the sample shop."""
        await self.page.keyboard.press("Control+k")
        await self.page.get_by_test_id("buyer-search").fill(name)
        await self.page.locator("[data-testid=buyer-option]", has_text=name).first.click()

    async def shot(self, name: str) -> None:
        """A screenshot, when SCREENSHOTS names a folder (it is made when it is not there)."""
        if self.shots is not None:
            self.taken += 1
            await self.page.wait_for_timeout(400)
            await self.page.screenshot(path=self.shots / f"{self.taken:02d}-{name}.png")


@contextlib.asynccontextmanager
async def visiting(address: str, width: int = 1280, height: int = 800, dark: bool = False) -> AsyncIterator[Visitor]:
    """Open the page; what it reports as an error is in `errors`."""
    folder = os.environ.get("SCREENSHOTS")
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        visitor = Visitor(page, shots=Path(folder) if folder else None)
        page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        page.on("console", lambda said: visitor.errors.append(said.text) if said.type == "error" else None)
        await page.goto(address)
        await page.wait_for_selector("body[data-connection=open]", timeout=PATIENCE)
        try:
            yield visitor
        finally:
            await browser.close()
