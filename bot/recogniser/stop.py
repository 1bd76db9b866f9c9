"""Rules that no statistics may overrule: a buyer who says stop is taken at their word."""

import re
from functools import cache
from importlib.resources import files

from bot.core.recognition import IntentGuess
from bot.recogniser.text import fold

# So likely a stop behind thanks goes first: one message too few harms less than one too many.
BEHIND_THANKS = 0.25


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    """The rules of stop_rules.txt, one pattern per section."""
    sections: dict[str, list[str]] = {}
    for line in (files(__package__) / "stop_rules.txt").read_text("utf-8").splitlines():
        if re.fullmatch(r"\[\w+\]", line):
            sections[line[1:-1]] = []
        elif line and not line.startswith("#"):
            sections[list(sections)[-1]].append(line)
    send, goods = "(?:" + "|".join(sections["send"]) + ")", "|".join(sections["goods"])
    filled = {
        name: "|".join(lines).replace("{send}", send).replace("{goods}", goods)
        for name, lines in sections.items()
        if name in ("stop", "not_interested", "goes_on")
    }
    return {name: re.compile(pattern, re.I) for name, pattern in filled.items()}


def says_stop(text: str) -> bool:
    """Whether the buyer asks not to be written to. In doubt, yes: a message too few harms less than one too many."""
    return _rules()["stop"].search(_flat(text)) is not None


def says_not_interested(text: str) -> bool:
    """Whether the buyer declines without asking never to be written to again."""
    return _rules()["not_interested"].search(_flat(text)) is not None


def overrule(text: str, guesses: tuple[IntentGuess, ...], unsure: bool) -> tuple[tuple[IntentGuess, ...], bool]:
    """The guesses with `stop` or `not_interested` put first where the rules hear it, and thanks not in the way."""
    stop, declined = says_stop(text), says_not_interested(text)
    if not stop and _rules()["goes_on"].search(_flat(text)):
        # Bus stops and buyers whom nobody called: likeness alone takes them for a stop.
        unsure = unsure or (bool(guesses) and guesses[0].intent == "stop")
        guesses = tuple(guess for guess in guesses if guess.intent != "stop")
    stop = stop or _thanked_on_leaving(guesses)
    if not stop and not declined:
        return guesses, unsure
    first = "stop" if stop else "not_interested"
    if not stop and guesses and guesses[0].intent not in (first, "thanks", "stop", "order", "greeting", "postpone"):
        return _raised(guesses, first, min(guesses[0].confidence, 0.6)), unsure
    rest = [guess for guess in guesses if guess.intent not in (first, "thanks")]
    if stop and declined:
        rest = [IntentGuess("not_interested", 0.6), *(guess for guess in rest if guess.intent != "not_interested")]
    lowered = [IntentGuess(guess.intent, min(guess.confidence, 0.6)) for guess in rest]
    return (IntentGuess(first, 0.98 if stop else 0.95), *lowered), False


def _thanked_on_leaving(guesses: tuple[IntentGuess, ...]) -> bool:
    """Whether small talk stands first although the phrasings hear a stop behind it that the rules do not know."""
    behind = next((guess.confidence for guess in guesses if guess.intent == "stop"), 0.0)
    return bool(guesses) and guesses[0].intent in ("thanks", "greeting", "not_interested") and behind >= BEHIND_THANKS


def _raised(guesses: tuple[IntentGuess, ...], intent: str, confidence: float) -> tuple[IntentGuess, ...]:
    rest = tuple(guess for guess in guesses if guess.intent != intent)
    return (rest[0], IntentGuess(intent, confidence), *rest[1:])


def _flat(text: str) -> str:
    return fold(text.replace("’", "'"))[:1000]
