"""The main job, end to end, through the page: the conversation that the product is for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground.demo import Playground, first_words, playground
from tests.page.browser import PATIENCE, Visitor, visiting

pytestmark = pytest.mark.page


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Playground]:
    async with playground(tmp_path / "shop") as started:
        yield started


async def test_a_new_buyer_is_answered_carded_and_followed_up(running: Playground) -> None:
    first_words(running)
    async with visiting(running.address) as visitor:
        await visitor.opens_topic("Anna Schmidt")
        await visitor.sees("desk", "need 500 to Hamburg")
        await visitor.shot("the-first-card")
        await visitor.becomes_new_buyer("Bruno", last_name="Keller", phone="+41446681800")
        await visitor.says("buyer", "hi, whats your minimun order for the red hangng heart tlight holder?")
        await visitor.opens_topic("Bruno")
        await visitor.sees("desk", "Red Hanging Heart")
        await visitor.shot("typo-understood")
        await visitor.taps("desk", "MOQ and price tiers")
        await visitor.sees("desk", "the minimum is")
        await visitor.shot("preview")
        await visitor.taps("desk", "Send")
        await visitor.sees("buyer", "the minimum is")
        await _true_prices(running, visitor)
        await visitor.shot("sent")
        await _business_cards(visitor)
        await _product_card(visitor)
        await _follow_up(running, visitor)
        assert visitor.errors == []


async def _true_prices(running: Playground, visitor: Visitor) -> None:
    """The tiers in the buyer's chat are the catalogue's own (a new buyer has no discount)."""
    product = next(one for one in running.shop.products if "Red Hanging Heart" in one.title)
    for quantity, price in product.tiers:
        await visitor.sees("buyer", f"{quantity}+ pcs: €{price / 100:.2f}")


async def _business_cards(visitor: Visitor) -> None:
    await visitor.says("desk", "/card")
    await visitor.taps("desk", "Send")
    await visitor.sees("buyer", "Here is my card")
    await visitor.shot("business-card")
    share = visitor.page.get_by_test_id("reply-button").first
    await expect(share).to_be_visible(timeout=PATIENCE)
    await share.click()
    yes = visitor.page.get_by_test_id("confirm-yes")
    if await yes.count():
        await yes.click()
    await visitor.sees("desk", "shared their contact")
    await visitor.shot("contact-shared")


async def _product_card(visitor: Visitor) -> None:
    await visitor.says("desk", "/p hart t-light")
    await visitor.sees("desk", "Tap to send its card")
    await visitor.shot("search")
    await visitor.taps("desk", "White Hanging Heart T-Light Holder")
    await visitor.sees("buyer", "85123A")
    await visitor.shot("product-card")
    await visitor.taps("buyer", "Request a quote")
    await visitor.sees("desk", "Requests a quote")
    await visitor.shot("quote-requested")


async def _follow_up(running: Playground, visitor: Visitor) -> None:
    await visitor.says("desk", "/f tomorrow 9:00 send quote")
    await visitor.sees("desk", "Noted: send quote")
    await visitor.shot("follow-up-noted")
    await visitor.page.get_by_test_id("clock").click()
    await visitor.page.get_by_text("Tomorrow 9:00", exact=False).last.click()
    await visitor.sees("desk", "⏰ send quote")
    await visitor.shot("reminder")
    await visitor.page.get_by_test_id("topic-list").locator("[data-testid=topic-row]", has_text="General").click()
    await visitor.sees("desk", "Good morning, Li Wei")
    await visitor.shot("digest")
