"""Row 48 of the reliability table: whatever a template tries, it is refused when saved, and again when written."""

import contextlib
import time
import tracemalloc

import pytest
from jinja2.exceptions import SecurityError

from bot.core.replies import Reply
from bot.replies.samples import sample_scenes
from bot.replies.templates import ReplyError, _environment, render

from .conftest import file_text, problems_of

BREAK_OUT = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ ()|attr('__cla' ~ 'ss__') }}",
    "{{ [].__class__.__base__.__subclasses__() }}",
    "{{ {}.__class__ }}",
    "{{ {'a': 1}.keys() }}",
    "{{ config }}",
    "{{ config.items() }}",
    "{{ self }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ request.application.__globals__ }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ url_for.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ dict(a=1) }}",
    "{{ range(10) }}",
    "{{ buyer.__class__ }}",
    "{{ buyer.__dataclass_fields__ }}",
    "{{ buyer['first_name'] }}",
    "{{ buyer['__class__'] }}",
    "{{ buyer|attr('first_name') }}",
    "{{ buyer.first_name.format(buyer) }}",
    "{{ '{0.__class__}'.format(buyer) }}",
    "{{ '%s' % buyer }}",
    "{{ '{0.__class__}'|format(buyer) }}",
    "{{ buyer.first_name.upper() }}",
    "{{ product.price.less(100) }}",
    "{{ product.price.minor }}",
    "{{ product.price.__class__ }}",
    "{{ product.tiers[0] }}",
    "{{ product.tiers.__class__ }}",
    "{{ today.__class__ }}",
    "{{ today.replace(year=1) }}",
    "{{ buyer.categories|map(attribute='__class__')|list }}",
    "{{ product.tiers|map(attribute='price')|list }}",
    "{{ product.tiers|selectattr('price')|list }}",
    "{{ product.tiers|groupby('price') }}",
    "{{ product.tiers|sum(attribute='quantity') }}",
    "{{ buyer|pprint }}",
    "{{ buyer|tojson }}",
    "{{ buyer|string }}",
    "{{ '<b>'|safe }}",
    "{{ shop|xmlattr }}",
    "{% include '/etc/passwd' %}",
    "{% import 'x' as y %}{{ y }}",
    "{% from 'x' import y %}{{ y }}",
    "{% extends 'base' %}",
    "{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}",
    "{% call buyer() %}{% endcall %}",
    "{% block a %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}<x>{% endautoescape %}",
    "{% set x = buyer %}{{ x }}",
    "{% set x %}a{% endset %}{{ x }}",
    "{% with x = buyer %}{{ x }}{% endwith %}",
    "{% for x in buyer %}{{ x }}{% endfor %}",
    "{% for k, v in buyer.categories %}{{ k }}{% endfor %}",
    "{% for t in product.tiers recursive %}{{ loop(product.tiers) }}{% endfor %}",
    "{% for t in product.tiers %}{{ loop.__class__ }}{% endfor %}",
    "{% for t in product.tiers %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{% for buyer.first_name in buyer.categories %}{% endfor %}",
    "{% do buyer %}",
    "{% debug %}",
    "{{ debug() }}",
    "{{ context }}",
    "{{ context.exported_vars }}",
    "{{ environment }}",
    "{{ caller }}",
    "{{ super() }}",
    "{{ varargs }}",
    "{{ loop }}",
    "{{ __builtins__ }}",
    "{{ __import__('os') }}",
]
GROW = [
    "{{ 'a' * 10**8 }}",
    "{{ 'a' * 100000000 }}",
    "{{ [1] * 100000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 2 ** 100000000 }}",
    "{{ '%100000000d' % 1 }}",
    "{{ 'a'.ljust(100000000) }}",
    "{{ 'a'|center(100000000) }}",
    "{{ 'a'|indent(100000000) }}",
    "{{ 'a'|format(1) }}",
    "{{ 'a'|replace('a', 'aaaaaaaa')|replace('a', 'aaaaaaaa') }}",
    "{{ 1|round(-999999999) }}",
    "{{ 'aaaaaaaa'|join('aaaaaaaa')|join('aaaaaaaa')|join('aaaaaaaa') }}",
    "{{ ('aaaaaaaa' or product.tiers)|join('aaaaaaaa') }}",
    "{{ (('a' if buyer else product.tiers)|first) }}",
    "{% for a in range(100000000) %}x{% endfor %}",
    "{% for a in 'aaaaaaaaaaaaaaaaaa' %}x{% endfor %}",
    "{% for a in [1, 2, 3] %}x{% endfor %}",
    "{% for a in product.tiers %}{% for b in product.tiers %}{% for c in product.tiers %}x{% endfor %}{% endfor %}"
    "{% endfor %}",
    "{{ [1, 2]|batch(1, 'x') }}",
    "{{ 'x'|wordwrap(1) }}",
    "{{ " + "9" * 5000 + " }}",
]


@pytest.mark.parametrize("body", BREAK_OUT + GROW)
def test_an_attack_is_refused_when_the_file_is_read(body: str):
    assert problems_of(file_text(body))


@pytest.mark.parametrize("body", BREAK_OUT + GROW)
def test_an_attack_that_was_never_checked_is_refused_when_it_is_written(body: str):
    reply = Reply("x", "en", "x", body, "x.en.md", 1, ask=("product",))
    for scene in sample_scenes(reply):
        with pytest.raises(ReplyError):
            render(reply, scene)


def test_the_largest_text_that_the_rules_allow_is_cut_off_in_time_and_memory():
    """Two loops deep over the longest list, as often as fits in a file: stopped early, whatever it would have said."""
    loops = "{% for a in product.tiers %}{% for b in product.tiers %}" + "x" * 60 + "{% endfor %}{% endfor %}"
    reply = Reply("x", "en", "x", loops * 100, "x.en.md", 1, ask=("product",))
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(ReplyError, match="comes out longer than Telegram's 4,096 characters"):
        render(reply, sample_scenes(reply)[-1])

    assert time.perf_counter() - began < 3
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_silent_loops_end_too():
    quiet = "{% for a in product.tiers %}{% for b in product.tiers %}{% endfor %}{% endfor %}"
    reply = Reply("x", "en", "x", quiet * 150 + "done", "x.en.md", 1, ask=("product",))
    began = time.perf_counter()

    assert render(reply, sample_scenes(reply)[-1]) == "done"
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "body", [" " * 16_000 + "x", "<" + "a" * 16_000, "<" * 16_000, "\n" * 16_000 + "x", "&" * 16_000]
)
def test_no_text_makes_the_checks_themselves_slow(body: str):
    reply = Reply("x", "en", "x", "x" + body, "x.en.md")
    began = time.perf_counter()
    with contextlib.suppress(ReplyError):
        render(reply, sample_scenes(reply)[0])

    assert time.perf_counter() - began < 1


def test_the_second_wall_stands_without_the_first():
    """What the rules refuse before, the sandbox refuses too: powers, huge numbers, calls, private attributes."""
    sandbox = _environment("en")

    for sum_ in ("{{ 2 ** 3 }}", "{{ 10000000000000 * 2 }}", "{{ 'a' * 3 }}", "{{ true + 1 }}"):
        with pytest.raises(SecurityError):
            sandbox.from_string(sum_).render()
    with pytest.raises(SecurityError):
        sandbox.from_string("{{ f() }}").render(f=print)
    with pytest.raises(SecurityError):
        sandbox.from_string("{{ x.__class__ }}").render(x="")
    assert sandbox.globals == {}
