"""Sample scenes in which every reply is written when it is checked: one where little is known, one full of trouble."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.money import Money
from bot.core.replies import Problem, Reply
from bot.core.scene import BuyerView, ProductView, Scene, SellerView, ShopView, TierView
from bot.replies.markup import MOST_CAPTION_CHARACTERS, MOST_CHARACTERS
from bot.replies.templates import ReplyError, render

_TODAY = date(2026, 3, 4)
_EUROS = Money(255, "EUR")
_BARE_PRODUCT = ProductView(code="X1", title="Holder")
_ASKED: dict[str, Any] = {
    "product": _BARE_PRODUCT, "quantity": 500, "place": "Hamburg", "incoterm": "FOB",
    "date": _TODAY + timedelta(days=14), "amount": Money(18000, "EUR"), "percent": 5, "order_number": "A-1042",
    "tracking": "RB123456789CN", "coupon": "SPRING5", "link": "https://shop.example/catalogue",
}  # fmt: skip

_FULL = Scene(
    today=_TODAY,
    buyer=BuyerView(
        first_name="<b>أحمد & 🎉",
        last_name="O'Brien \u202eevil",
        name="<b>أحمد & 🎉 O'Brien \u202eevil",
        company='"Fish & <Chips>" Ltd.',
        country="Côte d'Ivoire",
        city="القاهرة",
        language="ar",
        grade="gold",
        discount=5,
        orders=9,
        total=Money(831000, "EUR"),
        points=120,
        categories=("candle holders", "<i>hearts & more"),
    ),
    seller=SellerView(
        "Li & <Wei>", "陶瓷 & Co.", "+86 571 5555 0100", "li@shop.example", "https://shop.example", "Sales"
    ),
    shop=ShopView("Heart & <Home>", "EUR", "China", "Yiwu", "1 Chouzhou Rd & Co.", "https://shop.example", "9–18"),
    product=ProductView(
        code="85123A",
        title='WHITE <HANGING> "HEART" & T-LIGHT',
        moq=48,
        category="holders & <more>",
        description="Wood & wire, 12 × 9 cm <white>",
        lead_days=15,
        stock=3200,
        tiers=tuple(TierView(48 * step, _EUROS.less(step)) for step in range(1, 21)),
        price=_EUROS,
        amount=_EUROS.times(500),
    ),
    quantity=500,
    unit="pcs",
    load="500 pcs",
    place="São Paulo & <Santos>",
    incoterm="FOB",
    date=_TODAY,
    amount=Money(125000, "EUR"),
    percent=5,
    order_number="<A&1>",
    tracking="RB123456789CN",
    coupon="SPRING&5",
    link="https://shop.example/?a=1&b=2",
)


def sample_scenes(reply: Reply) -> tuple[Scene, ...]:
    """The scenes for one reply. In the sparse ones only what the reply asks for is known, and barely."""
    asked = {name: _ASKED[name] for name in reply.ask}
    sparse = Scene(today=_TODAY, **asked)
    tiered = replace(_BARE_PRODUCT, stock=0, tiers=(TierView(1, _EUROS),), price=_EUROS)
    sold_out = replace(sparse, product=tiered, buyer=BuyerView(first_name="Anna", name="Anna"))
    return sparse, sold_out, _FULL


_CAPTIONS = ("product-card",)  # sent under a picture


def sample_problem(reply: Reply) -> Problem | None:
    """The first thing that goes wrong when the reply is written for the sample scenes."""
    most = MOST_CAPTION_CHARACTERS if reply.shortcut in _CAPTIONS else MOST_CHARACTERS
    for scene in sample_scenes(reply):
        try:
            render(reply, scene, most)
        except ReplyError as error:
            return error.problem
    return None
