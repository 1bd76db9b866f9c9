"""Buyers who write Chinese, Arabic and Portuguese each get a card with what they ask, in their language."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground.demo import playground
from tests.page.browser import PATIENCE, visiting

pytestmark = pytest.mark.page

TOLD = (
    ("王芳", "这款蜡烛杯最少要订多少个?", "MOQ", "起订"),
    ("فاطمة", "كم تكلفة الشحن إلى دبي؟", "shipping cost", "الشحن"),
    ("Juliana", "bom dia, qual é o prazo de entrega?", "delivery time", "dias"),
)


async def test_each_is_answered_in_their_language(tmp_path: Path) -> None:
    async with playground(tmp_path / "shop") as running, visiting(running.address) as visitor:
        for name, text, intent, _ in TOLD:
            await visitor.becomes(name)
            await visitor.says("buyer", text)
            if name == "Juliana":  # Maria looks after her
                await visitor.page.get_by_test_id("seller-switch").click()
                await visitor.page.locator("[data-testid=seller-option]", has_text="Maria").click()
            await visitor.opens_topic(name)
            await visitor.sees("desk", text)
            card = visitor.pane("desk").locator("[data-testid=message]", has_text=text).last
            await expect(card).to_contain_text(intent, timeout=PATIENCE)
            await visitor.shot(f"card-{intent.replace(' ', '-')}")
        assert visitor.errors == []
