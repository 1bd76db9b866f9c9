"""What a use case wants shown, to whom. tg/outbound.py turns each into Bot API calls; nothing here knows Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.core.actions import Action
from bot.core.followups import FollowUp
from bot.core.people import Buyer, Seller, Totals
from bot.core.products import Product
from bot.core.promises import Promise
from bot.core.recognition import Fact
from bot.core.rhythm import Rhythm


@dataclass(frozen=True, slots=True)
class Desk:
    """Where sellers read: a seller's private chat or a group. `language` and `zone` are those of its reader."""

    id: int
    chat_id: int
    kind: Literal["private", "group"]
    language: str
    zone: str
    topics: bool = False
    seller_id: int = 0


@dataclass(frozen=True, slots=True)
class Say:
    """A sentence for a seller: a text marked with N_ and what is put into its {names}. `plural` with the count `n`.

    Values that are datetimes, Money or dates are written in the reader's language and zone.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a Say that is kept as a code and read as a name: an intent, a language, a grade or a stage."""

    kind: Literal["intent", "language", "grade", "stage"]
    code: str


@dataclass(frozen=True, slots=True)
class Button:
    """A button under something shown at the desk."""

    say: Say
    action: Action | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A reply offered on a card."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A product proposed for a buyer and the true reason for it."""

    product: Product
    reason: Say


@dataclass(frozen=True, slots=True)
class Heard:
    """A buyer's message as it stands in a card."""

    kind: str
    text: str
    edited: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A fact heard, with the product's title where it names a product. `earlier`: on another card, still unanswered."""

    fact: Fact
    title: str = ""
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class CardView:
    """A suggestion card in any of its states; see the drawing in docs (product: the suggestion card)."""

    card: int
    state: str
    buyer: Buyer
    now: datetime
    heard: tuple[Heard, ...] = ()
    intents: tuple[str, ...] = ()
    unsure: bool = False
    language: str = ""
    discount: int = 0
    totals: Totals | None = None
    rhythm: Rhythm | None = None
    categories: tuple[str, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    facts: tuple[NamedFact, ...] = ()
    offers: tuple[Offer, ...] = ()
    same: Buyer | None = None
    same_by: str = ""
    same_orders: int = 0
    usual: Rhythm | None = None
    usual_country: str = ""
    share: float = 0.0
    top: bool = False
    owner: str = ""
    preview: str = ""
    preview_title: str = ""
    ask: str = ""
    candidates: tuple[str, ...] = ()
    recalled: bool = False
    proposals: tuple[Proposal, ...] = ()
    product: Product | None = None
    times: tuple[datetime, ...] = ()
    sent_title: str = ""
    sent_by: str = ""
    sent_at: datetime | None = None
    sent_row: int = 0
    sent_text: str = ""
    problem: Say | None = None
    page: int = 0
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A card at one desk: sent when it is new there, edited afterwards; what it shows is looked up when it is sent."""

    desk: Desk
    card: int
    buyer: int


@dataclass(frozen=True, slots=True)
class ShowSummary:
    """The pinned summary of a buyer's topic."""

    desk: Desk
    view: CardView


@dataclass(frozen=True, slots=True)
class ToDesk:
    """Sentences at a desk; in the buyer's topic when `buyer_id` is given. `edits` is the message to be replaced.

    With the `picture` of a `product`, as the few words under it.
    What was `due` at a time and is sent later says so: `late` is a text marked with N_ that has {at}. `about` is what
    it is noted by once it was said (desk/restored.py).
    """

    desk: Desk
    lines: tuple[Say, ...]
    buyer_id: int = 0
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int = 0
    priority: int = 3
    picture: str = ""
    product: int = 0
    due: datetime | None = None
    late: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class FileToDesk:
    """A file for a seller with a sentence under it: what lies at `path` on this machine, or a `text` as `name`."""

    desk: Desk
    say: Say
    path: str = ""
    name: str = ""
    text: str = ""
    buyer_id: int = 0


@dataclass(frozen=True, slots=True)
class CopyToDesk:
    """A buyer's medium, copied (never forwarded) into their topic."""

    desk: Desk
    buyer: Buyer
    chat_id: int
    message_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class DropTopic:
    """A buyer's topic at a desk is deleted with everything in it."""

    desk: Desk
    buyer_id: int


@dataclass(frozen=True, slots=True)
class BuyerButton:
    """A button that a buyer sees; its text is already in the buyer's language."""

    text: str
    action: Action


@dataclass(frozen=True, slots=True)
class ToBuyer:
    """A message to a buyer. `html` is Telegram HTML; `row` its row in messages."""

    buyer: Buyer
    row: int
    html: str
    picture: str = ""
    product: int = 0
    buttons: tuple[BuyerButton, ...] = ()
    reply_to: int = 0
    seller_chat: int = 0


@dataclass(frozen=True, slots=True)
class ContactToBuyer:
    """The seller's business card as a vCard contact, then the request for the buyer's own with its button."""

    buyer: Buyer
    row: int
    seller: Seller
    html: str
    share_text: str


@dataclass(frozen=True, slots=True)
class CopyToBuyer:
    """What a seller sent at the desk, copied to the buyer."""

    buyer: Buyer
    row: int
    chat_id: int
    message_id: int
    reply_to: int = 0


@dataclass(frozen=True, slots=True)
class EditAtBuyer:
    """A message already sent to the buyer gets a new text, or `caption`: new words under its medium."""

    buyer: Buyer
    row: int
    html: str
    caption: bool = False


@dataclass(frozen=True, slots=True)
class DeleteAtBuyer:
    """A message sent to the buyer is taken back."""

    buyer: Buyer
    row: int


@dataclass(frozen=True, slots=True)
class ReactAtBuyer:
    """The seller's reaction on a buyer's message."""

    buyer: Buyer
    message_id: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReactAtDesk:
    """The buyer's reaction on what they were sent, shown on the seller's message."""

    chat_id: int
    message_id: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerTap:
    """The answer to a button press: nothing, a short notice, or an alert. `language` of whoever pressed."""

    query_id: str
    say: Say | None = None
    language: str = "en"
    alert: bool = False


@dataclass(frozen=True, slots=True)
class InlineChoice:
    """One result of an inline query."""

    id: str
    title: str
    description: str
    html: str


@dataclass(frozen=True, slots=True)
class AnswerInline:
    """The results of an inline query."""

    query_id: str
    choices: tuple[InlineChoice, ...]


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """The commands in the menu of a seller's chat, in their language."""

    chat_id: int
    language: str


@dataclass(frozen=True, slots=True)
class ToPerson:
    """Sentences to somebody who is neither at a desk nor a known buyer (a refused join link)."""

    chat_id: int
    language: str
    lines: tuple[Say, ...]


Show = (
    ShowCard | ShowSummary | ToDesk | FileToDesk
    | CopyToDesk | DropTopic | ToBuyer | ContactToBuyer | CopyToBuyer | EditAtBuyer
    | DeleteAtBuyer | ReactAtBuyer | ReactAtDesk | AnswerTap | AnswerInline | ShowMenu | ToPerson
)  # fmt: skip
