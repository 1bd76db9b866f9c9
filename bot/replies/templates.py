"""Jinja2 in a sandbox: reply and scene in, Telegram HTML out."""

import operator
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, wraps
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.core.money import Money
from bot.core.replies import Problem, Reply
from bot.core.scene import BuyerView, ProductView, Scene
from bot.core.spoken import Spoken
from bot.i18n import format_day, format_money, format_number
from bot.replies.markup import MOST_CHARACTERS, length, markup_fault
from bot.replies.rules import FILTERS, TESTS, template_faults

MOST_SOURCE = 16_384
"""Characters of one reply's template; longer ones are refused before they are parsed."""
_MOST_OUTPUT = 4 * MOST_CHARACTERS  # with tags; writing stops here, whatever the template does

_BEFORE_STOP = re.compile(r"[,，،] ?(?= ?(?:[,.!:](?=\s|<|$)|[，،。！：]))|(?m:^[,，،] ?)|(?<! ) ++(?=[,，،](?!\d))")
_TWO_STOPS = re.compile(r"(?<![.])[.][.](?![.])")  # after "2026 г." or "Ltd."
_EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*\n")

# A name must not turn the rest of the line around (bidirectional overrides) or hide control characters in it.
_UNPRINTABLE = dict.fromkeys([*range(9), *range(11, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class ReplyError(Exception):
    """A reply that could not be written for this scene; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class _Sandbox(ImmutableSandboxedEnvironment):
    """rules.py refuses bad templates before they come here; this is the second wall, for what it may have missed."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums of numbers, and money by a number; nothing that can grow without end."""
        return _calculate(operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not attr.startswith("_") and not callable(value)

    def is_safe_callable(self, obj: Any) -> bool:
        return False


_SUMS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
}  # fmt: skip


def _calculate(sign: str, left: Any, right: Any) -> Any:
    if sign == "*" and isinstance(left, Money) and isinstance(right, int):
        return left.times(right)
    for side in (left, right):
        if side is None:
            raise TypeError("a number in the sum is not known")
        if isinstance(side, bool) or not isinstance(side, int | float | Decimal) or not -(10**12) < side < 10**12:
            raise SecurityError("sums work on numbers only; join texts with ~")
    if sign not in _SUMS:
        raise SecurityError(f"{sign} is not allowed")
    return _SUMS[sign](left, right)


@lru_cache(maxsize=32)
def _environment(language: str) -> _Sandbox:
    """One sandbox per language, with that language's filters for money, numbers and days."""

    @lru_cache(maxsize=4096)  # the same tier prices stand in many replies, and Babel takes its time
    def written(value: Money) -> str:
        return format_money(value, language)

    def shown(value: Any) -> Any:
        if value is None:
            raise TypeError("something on this line is not known; ask for it, or put {% if … %} around it")
        if isinstance(value, Money):
            return written(value)
        if isinstance(value, date):
            return format_day(value, language)
        value = in_words(value)
        return value.translate(_UNPRINTABLE) if isinstance(value, str) else value

    def checked(kind: type | tuple[type, ...], what: str) -> Callable[[Any], Any]:
        def known(value: Any) -> Any:
            if not isinstance(value, kind):
                # str() of what is undefined raises by itself, and names it
                raise TypeError(f"{'what is not known' if value is None else str(value)} can't be written as {what}")
            return value

        return known

    def in_words(value: Any) -> Any:
        return value.said(language) if isinstance(value, Spoken) else value

    def of_words(filter: Callable[..., Any]) -> Callable[..., Any]:
        """The filter, working on what is read, not on the name that is kept."""

        @wraps(filter)
        def worded(*given: Any, **options: Any) -> Any:
            return filter(*map(in_words, given), **options)

        return worded

    money, number, day = checked(Money, "money"), checked((int, float, Decimal), "a number"), checked(date, "a date")
    sandbox = _Sandbox(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    sandbox.globals.clear()
    sandbox.filters = {name: of_words(sandbox.filters[name]) for name in FILTERS if name in sandbox.filters}
    sandbox.filters["money"] = lambda value: written(money(value))
    sandbox.filters["number"] = lambda value: format_number(number(value), language)
    sandbox.filters["date"] = lambda value: format_day(day(value), language)
    sandbox.tests = {name: sandbox.tests[name] for name in (*TESTS, "in") if name in sandbox.tests}
    return sandbox


def template_problems(reply: Reply) -> tuple[Problem, ...]:
    """What is wrong in the reply's template as it stands, without writing it for anyone."""
    if len(reply.body) > MOST_SOURCE:
        return (Problem(reply.path, reply.body_line, f"longer than {MOST_SOURCE:,} characters"),)
    try:
        tree = _parsed(reply.body, reply.body_line, reply.language)
    except TemplateSyntaxError as error:
        return (Problem(reply.path, error.lineno, (error.message or "not a template").rstrip(".")),)
    except (RecursionError, ValueError, MemoryError):
        return (Problem(reply.path, reply.body_line, "too deeply nested, or a number too long"),)
    return tuple(Problem(reply.path, line or 1, text) for line, text in template_faults(tree, reply.ask))


def _parsed(body: str, body_line: int, language: str) -> nodes.Template:
    return _environment(language).parse("\n" * (body_line - 1) + body)


@lru_cache(maxsize=2048)
def _compiled(body: str, body_line: int, language: str, path: str) -> Template:
    """The template, compiled once for the same text. Refuses what rules.py refuses, whoever made the reply."""
    tree = _parsed(body, body_line, language)
    for line, text in template_faults(tree, ()):
        raise TemplateSyntaxError(text, line, filename=path)
    sandbox = _environment(language)
    code = compile(sandbox.compile(tree, filename=path, raw=True), path, "exec")
    return Template.from_code(sandbox, code, {})


_SCENE_NAMES = tuple(field.name for field in fields(Scene))


def render(reply: Reply, scene: Scene, most: int = MOST_CHARACTERS) -> str:
    """The reply as Telegram HTML for this scene, at most `most` characters as Telegram counts (1,024 in a caption).

    Raises ReplyError with file and line when the template fails, or when Telegram would refuse the text.
    """
    names = {name: _known_in(getattr(scene, name), reply.language) for name in _SCENE_NAMES}
    try:
        if len(reply.body) > MOST_SOURCE:
            raise SecurityError(f"longer than {MOST_SOURCE:,} characters")
        template = _compiled(reply.body, reply.body_line, reply.language, reply.path)
        text = _written(template, names)
    except TemplateSyntaxError as error:
        raise ReplyError(Problem(reply.path, error.lineno, error.message or "not a template")) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        raise ReplyError(Problem(reply.path, _line(error, reply), str(error).rstrip("."))) from None
    except (RecursionError, MemoryError, SyntaxError):
        raise ReplyError(Problem(reply.path, reply.body_line, "too deeply nested")) from None
    if problem := _text_problem(reply, text, most):
        raise ReplyError(problem)
    return text


def _known_in(value: Any, language: str) -> Any:
    """A view without what has no words in this language, so that a text keeps to one; any other value as it is."""
    if isinstance(value, tuple):
        return tuple(one for one in value if not isinstance(one, Spoken) or one.said(language))
    if isinstance(value, BuyerView | ProductView):
        return replace(
            value, **{field.name: _known_in(getattr(value, field.name), language) for field in fields(value)}
        )
    return "" if isinstance(value, Spoken) and not value.said(language) else value


def _written(template: Template, names: dict[str, Any]) -> str:
    """What the template gives, in pieces, so that an endless one is stopped early."""
    pieces, total = [], 0
    for piece in template.generate(names):
        pieces.append(piece)
        total += len(piece)
        if total > _MOST_OUTPUT:
            raise SecurityError(f"comes out longer than Telegram's {MOST_CHARACTERS:,} characters")
    return _tidied("".join(pieces))


def _tidied(text: str) -> str:
    """Without the traces of a name that is not known: "Hi ," becomes "Hi,", "Thanks, ." "Thanks."; no gaps of lines."""
    return _EMPTY_LINES.sub("\n\n", _TWO_STOPS.sub(".", _BEFORE_STOP.sub("", text))).strip()


def _text_problem(reply: Reply, text: str, most: int) -> Problem | None:
    """What Telegram would refuse in a finished text."""
    if not text:
        return Problem(reply.path, reply.body_line, "comes out empty")
    if (count := length(text)) > most:
        return Problem(reply.path, reply.body_line, f"comes out {count:,} characters long; Telegram takes {most:,}")
    if fault := markup_fault(text):
        before, found, _ = reply.body.partition(fault[0])
        return Problem(reply.path, reply.body_line + (before.count("\n") if found else 0), fault[1])
    return None


def _line(error: BaseException, reply: Reply) -> int:
    """The line of the reply's file on which a template failed (Jinja2 puts the file's own frames in the traceback)."""
    line, trace = reply.body_line, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == reply.path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def missing(reply: Reply, scene: Scene) -> tuple[str, ...]:
    """The facts the reply asks for that are not known yet, in the reply's order."""
    return tuple(name for name in reply.ask if getattr(scene, name, None) in (None, ""))
