"""The recogniser of the shop: intents, facts and language of a message, learned while the bot is running."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.core.recognition import Account, Example, Listening, NamedProduct, Recognition
from bot.recogniser import facts, intents, language, memory, stop
from bot.recogniser.encoder import Encoder, UniversalEncoder, try_encoder
from bot.recogniser.explain import Explanation, account, explain
from bot.recogniser.facts import places
from bot.recogniser.phrases import General, general

CACHED_TEXTS = 2048


class ShopRecogniser:
    """Implements `Recogniser`. Any thread may call it; what was learned is swapped in one step when it is ready."""

    def __init__(
        self,
        cache_dir: Path | None,
        find_dates: facts.DateFinder | None = None,
        make_encoder: Callable[[], Encoder] = UniversalEncoder,
        trade: General | None = None,
        early: bool = False,
    ) -> None:
        self._cache_dir = cache_dir
        self._find_dates = find_dates
        self._make_encoder = make_encoder
        self._early = early
        self._trade = trade if trade is not None else general()
        self._encoder: Encoder | None = None
        self._encoder_tried = False
        self._encoder_lock = threading.Lock()
        self._learning = threading.Lock()
        self._wanted = 0
        self._in_use = 0
        self._changed = threading.Condition()
        self._brain: intents.Brain | None = None
        self._shelf = facts.shelve(())
        self._texts: OrderedDict[tuple[str, int], intents.Ranked] = OrderedDict()
        self._texts_lock = threading.Lock()
        self.note = ""
        """One sentence when intents are recognised by words only, for the start-up message and `doctor`."""

    def learn(self, examples: tuple[Example, ...], keywords: dict[str, tuple[str, ...]]) -> None:
        """Replace what intents are recognised by. Returns at once; `wait` says when it is in use."""
        with self._changed:
            self._wanted += 1
            turn = self._wanted
        threading.Thread(target=self._learn, args=(examples, keywords, turn), name="learn", daemon=True).start()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until everything handed to `learn` so far is in use; false when `seconds` ran out.

        With `early`, only until anything answers: at a first start the quick brain does after a second.
        """
        if self._early:
            self._start()
            with self._changed:
                return self._changed.wait_for(lambda: self._brain is not None, seconds)
        return self.wait_learned(seconds)

    def wait_learned(self, seconds: float | None = None) -> bool:
        """Wait until everything handed to `learn` so far is in use; false when `seconds` ran out."""
        self._start()
        with self._changed:
            return self._changed.wait_for(lambda: self._in_use >= self._wanted, seconds)

    def know_products(self, products: tuple[NamedProduct, ...]) -> None:
        """Replace the catalogue in which products are looked for."""
        self._shelf = facts.shelve(products)

    def recognise(self, text: str, listening: Listening) -> Recognition:
        """What `text` says. Never raises for any text."""
        return self.recognise_many((text,), (listening,))[0]

    def recognise_many(self, texts: Sequence[str], listenings: Sequence[Listening]) -> list[Recognition]:
        """Several messages at once, cheaper than one by one because the encoder reads them together."""
        ranked = self._rank([text[: facts.LONGEST * 2] for text in texts])
        return [
            self._recognition(text, listening, of)
            for text, listening, of in zip(texts, listenings, ranked, strict=True)
        ]

    def warm(self, texts: tuple[str, ...]) -> None:
        """Read several texts at once; `recognise` then answers for them from memory."""
        self._rank([text[: facts.LONGEST * 2] for text in texts])

    def explain(self, text: str) -> Explanation:
        """The nearest known phrases and what speaks for the best intents."""
        brain = self._ready_brain()
        return explain(brain, self._encoder, text)

    def account(self, text: str, listening: Listening, intents: tuple[str, ...]) -> Account:
        """Why `text` is read as it is: for these intents, its language, and its doubt if there is one."""
        cut = text[: facts.LONGEST * 2]
        phrases, doubt = account(self._ready_brain(), self._encoder, cut, intents)
        return Account(language.told_by(text, listening.language, listening.telegram_language), phrases, doubt)

    def _recognition(self, text: str, listening: Listening, ranked: intents.Ranked) -> Recognition:
        spoken = language.detect(text, listening.language, listening.telegram_language)
        heard = facts.hear(text, spoken, listening, self._shelf, self._find_dates)
        guesses, unsure = stop.overrule(text, *ranked)
        return Recognition(spoken, guesses, unsure, heard)

    def _rank(self, texts: Sequence[str]) -> list[intents.Ranked]:
        brain = self._ready_brain()
        found = {text: self._remembered(text, brain) for text in texts}
        new = [text for text, known in found.items() if known is None]
        for text, ranked in zip(new, intents.read(brain, self._encoder, new) if new else (), strict=True):
            found[text] = ranked
            self._remember(text, brain, ranked)
        return [found[text] or ((), True) for text in texts]

    def _remembered(self, text: str, brain: intents.Brain) -> intents.Ranked | None:
        if not intents.has_words(text):
            return (), True
        with self._texts_lock:
            known = self._texts.get((text, id(brain)))
            if known is not None:
                self._texts.move_to_end((text, id(brain)))
            return known

    def _remember(self, text: str, brain: intents.Brain, ranked: intents.Ranked | None) -> None:
        if ranked is None or len(text) > 400:
            return
        with self._texts_lock:
            self._texts[(text, id(brain))] = ranked
            while len(self._texts) > CACHED_TEXTS:
                self._texts.popitem(last=False)

    def _ready_brain(self) -> intents.Brain:
        self._start()
        with self._changed:
            self._changed.wait_for(lambda: self._brain is not None)
        assert self._brain is not None  # noqa: S101 - just waited for
        return self._brain

    def _learn(self, examples: tuple[Example, ...], keywords: dict[str, tuple[str, ...]], turn: int) -> None:
        with self._learning:
            if turn != self._wanted:
                return
            phrases = intents.gather(examples, self._trade.examples, self._trade.other)
            words = {
                intent: (*keywords.get(intent, ()), *self._trade.keywords.get(intent, ()))
                for intent in {*keywords, *self._trade.keywords}
            }
            self._answer_early(phrases, words)
            encoder = self._get_encoder()
            places.warm()
            try:
                brain = memory.recall_or_learn(self._cache_dir, phrases, words, encoder, self._brain)
            except Exception as error:  # whatever is wrong with encoder or memory, messages must go on being read
                self.note = f"learning failed ({type(error).__name__}: {error}); intents are recognised by words only"
                self._encoder = None
                brain = intents.learn(phrases, words, None)
            self._brain = brain
            with self._texts_lock:
                self._texts.clear()
            with self._changed:
                self._in_use = turn
                self._changed.notify_all()

    def _start(self) -> None:
        if self._wanted == 0:
            self.learn((), {})

    def _answer_early(self, phrases: tuple[intents.Taught, ...], words: dict[str, tuple[str, ...]]) -> None:
        """Nothing known yet and nothing kept: a quick brain answers while the real one is learned."""
        name = getattr(self._make_encoder, "name", "")
        if not self._early or self._brain is not None or memory.is_kept(self._cache_dir, phrases, words, name):
            return
        brain = intents.learn_quickly(phrases, words)
        with self._changed:
            self._brain = brain
            self._changed.notify_all()

    def _get_encoder(self) -> Encoder | None:
        with self._encoder_lock:
            if not self._encoder_tried:
                self._encoder, self.note = try_encoder(self._make_encoder)
                self._encoder_tried = True
            return self._encoder
