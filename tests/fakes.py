"""The two fakes of a story: ears instead of the recogniser's encoder, and the bot's HTTP without HTTP."""

from collections.abc import Callable
from typing import Any

import aiohttp

from bot.core.recognition import Account, Doubt, Example, Fact, IntentGuess, Listening, NamedProduct, Recognition
from bot.playground.server import Dropped, Hung, StandIn
from bot.tg.request import AiohttpRequest, NotSent, Unknown

HEARD = {
    "hello": "greeting", "hi": "greeting", "price": "price", "cost": "price", "moq": "moq", "minimum": "moq",
    "sample": "sample", "stock": "stock", "catalogue": "catalogue", "shipping": "shipping_cost",
    "deliver": "delivery_time", "pay": "payment", "broken": "complaint", "thanks": "thanks", "stop": "stop",
    "invoice": "invoice", "certificate": "certificate",
}  # fmt: skip
"""Words that the fake recogniser knows, with their intents."""


class Ears:
    """A recogniser without an encoder: it hears the words of HEARD, whole numbers as quantities, and product codes."""

    def __init__(self) -> None:
        self.codes: tuple[str, ...] = ()
        self.broken: Callable[[str], bool] = lambda text: False
        """Texts for which it raises, as no recogniser should."""

    def recognise(self, text: str, listening: Listening) -> Recognition:
        """Every known word is an intent, the first one the surest."""
        if self.broken(text):
            raise ZeroDivisionError("the fake recogniser was told to break")
        facts = tuple(fact for word, at in _words(text) if (fact := self._fact(word, at)))
        found = dict.fromkeys(intent for word, _ in _words(text) if (intent := HEARD.get(word.casefold())))
        guesses = tuple(IntentGuess(intent, 0.9 - 0.1 * rank) for rank, intent in enumerate(found))
        return Recognition("zh" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en", guesses, not guesses, facts)

    def _fact(self, word: str, at: int) -> Fact | None:
        if word.upper() in self.codes:
            return Fact("product", word.upper(), at, at + len(word))
        if word.isascii() and word.isdigit() and len(word) < 9:
            return Fact("quantity", word, at, at + len(word))
        return None

    def account(self, text: str, listening: Listening, intents: tuple[str, ...]) -> Account:
        """A word of HEARD spoke for its intent."""
        heard = self.recognise(text, listening)
        spoke = {intent: word for word, intent in reversed(HEARD.items()) if intent in intents}
        return Account("words", spoke, Doubt("faint", 0.2, 0.35) if heard.unsure else None)

    def learn(self, examples: tuple[Example, ...], keywords: dict[str, tuple[str, ...]]) -> None:
        """There is nothing to learn."""

    def wait(self, seconds: float | None = None) -> bool:
        """It is always ready."""
        return True

    def warm(self, texts: tuple[str, ...]) -> None:
        """Nothing is slow here."""

    def know_products(self, products: tuple[NamedProduct, ...]) -> None:
        """Their codes."""
        self.codes = tuple(product.code.upper() for product in products)


def _words(text: str) -> list[tuple[str, int]]:
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        bare = word.strip("?!.,;:()")
        if bare:
            found.append((bare, at + word.index(bare)))
        at += len(word)
    return found


class InProcess(AiohttpRequest):
    """The bot's HTTP without HTTP: a call goes straight into the stand-in's app, its wire faults become our errors."""

    def __init__(self, app: StandIn) -> None:
        super().__init__()
        self.app = app
        self.refusing = False
        """Nobody listens at the server's address: no request leaves."""

    async def initialize(self) -> None:
        """There is no session to open."""

    async def shutdown(self) -> None:
        """There is none to close."""

    async def _call(self, method: str, url: str, body: Any, headers: Any, limits: Any) -> tuple[int, bytes]:
        if self.refusing:
            raise NotSent("no connection to the Bot API server (refused)")
        kind = (headers or {}).get("Content-Type", "")
        if isinstance(body, aiohttp.FormData):
            writer = body()
            kind, body = writer.content_type, await writer.as_bytes()  # type: ignore[union-attr]
        path = "/" + url.split("://", 1)[-1].split("/", 1)[1]
        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "root_path": "",
                 "headers": [(b"content-type", kind.encode())]}  # fmt: skip
        answer = bytearray()
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body or b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)
            answer.extend(message.get("body", b""))

        try:
            await self.app(scope, receive, send)
        except Dropped:
            failure = Unknown("the connection to the Bot API server broke")
        except Hung:
            failure = Unknown("no answer from the Bot API server in time")
        else:
            return status, bytes(answer)
        raise failure
