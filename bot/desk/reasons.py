"""The reasons for a proposal as sentences for the seller."""

from collections.abc import Callable

from bot.core.reasons import Reason
from bot.core.shows import Say
from bot.i18n import N_


def _ago(days: int) -> Say:
    if not days:
        return Say(N_("today"))
    return Say(N_("{n} day ago"), {"n": days}, plural=N_("{n} days ago"))


_SENTENCES: dict[str, Callable[[Reason, str, str], Say]] = {
    "due": lambda r, code, category: Say(
        N_("reorders about every {every} days, {ago} days ago"), {"every": r.every, "ago": r.ago}
    ),
    "reorders": lambda r, code, category: Say(
        N_("ordered {n} times, the last time {ago}"), {"n": r.n, "ago": _ago(r.ago)}
    ),
    "bought": lambda r, code, category: Say(N_("ordered once, {ago}"), {"ago": _ago(r.ago)}),
    "also": lambda r, code, category: Say(
        N_("buyers of {code} also take it: {n} of {of}"), {"code": code, "n": r.n, "of": r.of}
    ),
    "category": lambda r, code, category: Say(N_("new in {category}, which they buy"), {"category": category}),
    "selling": lambda r, code, category: Say(N_("selling well now: {n} buyers in the last 30 days"), {"n": r.n}),
    "ordered": lambda r, code, category: Say(
        N_("{n} buyer ordered it in the last 30 days"),
        {"n": r.n},
        plural=N_("{n} buyers ordered it in the last 30 days"),
    ),
    "sold": lambda r, code, category: Say(
        N_("{n} buyer ordered it so far"), {"n": r.n}, plural=N_("{n} buyers ordered it so far")
    ),
}


def reason_said(reason: Reason, other_code: str = "", category: str = "") -> Say:
    """A reason as a sentence; `other_code` is the product it speaks of, `category` the one that is new."""
    return _SENTENCES[reason.kind](reason, other_code, category)
