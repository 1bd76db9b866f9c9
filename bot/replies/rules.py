"""What a reply's template may contain: a short list of what is allowed, and a sentence for everything else.

A template is refused here, before it is compiled. Nothing can be called, loops run only over the product's tiers and
the buyer's categories and at most two deep, and every name stands in core.scene.NAMES; so there is nothing to break
out with and nothing that grows.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from jinja2 import nodes

from bot.core.scene import ASKABLE, NAMES

FILTERS = ("money", "number", "date", "upper", "lower", "capitalize", "title", "trim", "default", "first", "last",
           "length", "join", "truncate")  # fmt: skip
TESTS = ("defined", "none")
MOST_LOOPS = 2
MOST_DEPTH = 60

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul,
    nodes.Div, nodes.FloorDiv, nodes.Neg, nodes.Concat, nodes.Filter, nodes.Test, nodes.Tuple, nodes.List,
)  # fmt: skip
_CALLED = {
    nodes.Call: "nothing can be called", nodes.Assign: "{% set %} is not allowed",
    nodes.AssignBlock: "{% set %} is not allowed", nodes.Include: "{% include %} is not allowed",
    nodes.Extends: "{% extends %} is not allowed", nodes.Import: "{% import %} is not allowed",
    nodes.FromImport: "{% from %} is not allowed", nodes.Macro: "{% macro %} is not allowed",
    nodes.CallBlock: "{% call %} is not allowed", nodes.FilterBlock: "{% filter %} is not allowed",
    nodes.Block: "{% block %} is not allowed", nodes.With: "{% with %} is not allowed",
    nodes.ScopedEvalContextModifier: "{% autoescape %} is not allowed", nodes.Pow: "powers are not allowed",
    nodes.Mod: "% is not allowed", nodes.Getitem: "[ ] is not allowed; use a dot, `| first` or `| last`",
    nodes.Dict: "{ } is not allowed",
}  # fmt: skip
_SUMS = nodes.Add | nodes.Sub | nodes.Mul | nodes.Div | nodes.FloorDiv
_NO_NUMBERS = nodes.List | nodes.Tuple | nodes.Concat
_LISTS = {"tiers": "tier", "texts": "text"}
_LOOP = ("index", "index0", "first", "last", "length")

Fault = tuple[int, str]
"""Line in the file (0: the whole text), and a sentence."""


def nearest(word: str, known: tuple[str, ...]) -> str:
    """ "; did you mean X?" for the known word most like `word`, or all the known ones when none is."""
    close = get_close_matches(word, known, 1, 0.6)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(known)}"


def template_faults(tree: nodes.Template, ask: tuple[str, ...]) -> tuple[Fault, ...]:
    """Everything in a parsed template that is not allowed or not known, with its line."""
    roots = {name: entry.kind.rstrip("?") for name, entry in NAMES.items() if "." not in name}
    try:
        faults = list(_block(tree.body, roots, 0))
        used = {node.name for node in tree.find_all(nodes.Name)}
    except RecursionError:
        return ((0, "too deeply nested"),)
    faults += [(0, f"asks for {fact}, but the text does not use it") for fact in ask if fact not in used]
    return tuple(faults)


def _block(body: list[nodes.Node], scope: dict[str, str], loops: int) -> Iterator[Fault]:
    """Faults of statements; `scope` is the kind of every name, `loops` how many loops stand around them."""
    for node in body:
        if isinstance(node, nodes.For):
            yield from _loop(node, scope, loops)
        elif isinstance(node, nodes.If):
            yield from _kind(node.test, scope, 0)[1]
            yield from _block([*node.body, *node.elif_, *node.else_], scope, loops)
        elif isinstance(node, nodes.Output):
            for shown in node.nodes:
                yield from _kind(shown, scope, 0)[1]
        else:
            yield _refused(node)


def _loop(node: nodes.For, scope: dict[str, str], loops: int) -> Iterator[Fault]:
    kind, faults = _kind(node.iter, scope, 0)
    yield from faults
    if loops >= MOST_LOOPS:
        yield node.lineno, f"loops stand at most {MOST_LOOPS} deep"
    elif kind not in _LISTS:
        yield node.lineno, "loops run over product.tiers or buyer.categories"
    elif node.recursive or not isinstance(node.target, nodes.Name):
        yield node.lineno, "a loop is written {% for tier in product.tiers %}"
    else:
        inner = {**scope, node.target.name: _LISTS[kind], "loop": "loop"}
        if node.test is not None:
            yield from _kind(node.test, inner, 0)[1]
        yield from _block(node.body, inner, loops + 1)
        yield from _block(node.else_, scope, loops)


def _kind(node: nodes.Node, scope: dict[str, str], depth: int) -> tuple[str, tuple[Fault, ...]]:
    """The kind of value an expression gives ("text" when it does not matter), and its faults."""
    if depth > MOST_DEPTH:
        return "text", ((node.lineno, "too deeply nested"),)
    if not isinstance(node, _ALLOWED):
        return "text", (_refused(node),)
    if isinstance(node, nodes.Name):
        if node.name in scope:
            return scope[node.name], ()
        return "text", ((node.lineno, f"{node.name} is not known here{nearest(node.name, tuple(scope))}"),)
    inner = [_kind(child, scope, depth + 1) for child in node.iter_child_nodes()]
    faults = tuple(fault for _, found in inner for fault in found)
    first = inner[0][0] if inner else "text"
    if isinstance(node, nodes.Getattr):
        return _attribute(node, first, faults)
    if isinstance(node, nodes.Filter):
        kind, found = _filtered(node, first)
        return kind, faults + found
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        return "text", (*faults, (node.lineno, f"the test {node.name} is not known{nearest(node.name, TESTS)}"))
    if isinstance(node, _SUMS) and any(_no_number(side) for side in (node.left, node.right)):
        return "text", (*faults, (node.lineno, "sums work on numbers only; join texts with ~"))
    if isinstance(node, nodes.Or | nodes.And | nodes.CondExpr):
        either = {kind for kind, _ in (inner[1:] if isinstance(node, nodes.CondExpr) else inner)}
        return either.pop() if len(either) == 1 else "text", faults
    return "text", faults


def _no_number(node: nodes.Node) -> bool:
    return isinstance(node, _NO_NUMBERS) or (isinstance(node, nodes.Const) and not isinstance(node.value, int | float))


def _attribute(node: nodes.Getattr, kind: str, faults: tuple[Fault, ...]) -> tuple[str, tuple[Fault, ...]]:
    if faults:
        return "text", faults
    known = _known_attributes(kind)
    if node.attr not in known:
        hint = nearest(node.attr, known) if known else ""
        return "text", ((node.lineno, f"{kind} has no {node.attr}{hint}"),)
    return ("number" if kind == "loop" else NAMES[f"{kind}.{node.attr}"].kind.rstrip("?")), ()


def _known_attributes(kind: str) -> tuple[str, ...]:
    if kind == "loop":
        return _LOOP
    return tuple(name.partition(".")[2] for name in NAMES if name.startswith(f"{kind}."))


def _filtered(node: nodes.Filter, kind: str) -> tuple[str, tuple[Fault, ...]]:
    """The kind after a filter. `join` only joins lists: joined strings could double again and again."""
    if node.name not in FILTERS:
        return "text", ((node.lineno, f"the filter {node.name} is not known{nearest(node.name, FILTERS)}"),)
    if node.name in ("join", "first", "last") and kind not in _LISTS:
        return "text", ((node.lineno, f"{node.name} works on product.tiers or buyer.categories"),)
    if node.name in ("first", "last"):
        return _LISTS[kind], ()
    return "text", ()


def _refused(node: nodes.Node) -> Fault:
    reason = next((text for kind, text in _CALLED.items() if isinstance(node, kind)), "this is not allowed in a reply")
    return node.lineno, reason


def ask_faults(ask: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence for every name in `ask` that is no fact."""
    return tuple(f"ask: {name} is no fact{nearest(name, ASKABLE)}" for name in ask if name not in ASKABLE)
