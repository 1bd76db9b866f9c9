"""What a button means. Only ids and small numbers travel in it; who may press it is looked up when it is pressed."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ShowReply:
    """Preview the `rank`-th reply offered on a card."""

    card: int
    rank: int


@dataclass(frozen=True, slots=True)
class SendReply:
    """Send what the card previews."""

    card: int


@dataclass(frozen=True, slots=True)
class EditReply:
    """The seller's next message is sent instead of the preview."""

    card: int


@dataclass(frozen=True, slots=True)
class BackToCard:
    """Show the card's suggestions again."""

    card: int


@dataclass(frozen=True, slots=True)
class ChooseFact:
    """Answer the fact the card asks for with its `rank`-th candidate."""

    card: int
    rank: int


@dataclass(frozen=True, slots=True)
class Unsend:
    """Delete a message that was sent to the buyer; `message` is its row."""

    message: int


@dataclass(frozen=True, slots=True)
class OfferProducts:
    """Propose products for the buyer of the card."""

    card: int


@dataclass(frozen=True, slots=True)
class ShowProduct:
    """Preview a product card for the card's buyer."""

    card: int
    product: int


@dataclass(frozen=True, slots=True)
class SendProduct:
    """Send a product card."""

    card: int
    product: int


@dataclass(frozen=True, slots=True)
class ShowBusinessCard:
    """Preview the seller's business card."""

    card: int


@dataclass(frozen=True, slots=True)
class SendBusinessCard:
    """Send the seller's business card, with the polite request for the buyer's own."""

    card: int


@dataclass(frozen=True, slots=True)
class OfferFollowUp:
    """Offer times for a follow-up with the card's buyer."""

    card: int


@dataclass(frozen=True, slots=True)
class PickFollowUp:
    """Note a follow-up at the `rank`-th offered time; the last one asks for another."""

    card: int
    rank: int


@dataclass(frozen=True, slots=True)
class MoreOnCard:
    """The rest of what can be done from a card."""

    card: int


@dataclass(frozen=True, slots=True)
class AddNote:
    """The seller's next message is noted in the buyer's file."""

    card: int


@dataclass(frozen=True, slots=True)
class ShowWho:
    """The buyer's file."""

    buyer: int


@dataclass(frozen=True, slots=True)
class ClaimBuyer:
    """Take a buyer out of the public pool."""

    buyer: int


@dataclass(frozen=True, slots=True)
class ReleaseBuyer:
    """Give a buyer back to the public pool."""

    buyer: int


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Is the chat's buyer the same as this one of the file? `yes` is 1 or 0."""

    buyer: int
    other: int
    yes: int


@dataclass(frozen=True, slots=True)
class EndFollowUp:
    """A follow-up is done (`dropped` 0) or dropped (1)."""

    followup: int
    dropped: int


@dataclass(frozen=True, slots=True)
class SnoozeFollowUp:
    """Show times to snooze to (`rank` 0), or snooze to the `rank`-th of them."""

    followup: int
    rank: int


@dataclass(frozen=True, slots=True)
class ReplyFromFollowUp:
    """Open a fresh card for the follow-up's buyer."""

    followup: int


@dataclass(frozen=True, slots=True)
class MoveFollowUp:
    """Change a follow-up just noted to the `rank`-th of the offered times, or to the other reading of its words."""

    followup: int
    rank: int


@dataclass(frozen=True, slots=True)
class ChooseReading:
    """Which of two readings of a date the seller meant; the buyer is 0 for the seller's own follow-up."""

    buyer: int
    rank: int


@dataclass(frozen=True, slots=True)
class ListFollowUps:
    """Show a list of follow-ups: 0 today and overdue, 1 the next seven days, 2 all."""

    which: int


@dataclass(frozen=True, slots=True)
class SendAgain:
    """A message that may have reached the buyer is sent once more."""

    outbox: int


@dataclass(frozen=True, slots=True)
class ItArrived:
    """A message that may have reached the buyer did."""

    outbox: int


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Open a fresh card for a buyer (from a list or the digest)."""

    buyer: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """The seller's own interface language, by its place in the list."""

    rank: int


@dataclass(frozen=True, slots=True)
class AskAboutProduct:
    """The buyer asks about a product from its card."""

    product: int


@dataclass(frozen=True, slots=True)
class RequestQuote:
    """The buyer requests a quote from a product card."""

    product: int


@dataclass(frozen=True, slots=True)
class EraseMe:
    """The buyer confirms that their data is to be erased (`sure` 1) or not (0), or wishes it and is asked first (2)."""

    sure: int


@dataclass(frozen=True, slots=True)
class AskAbout:
    """Show a page (from 0) of what a card's message may be about."""

    card: int
    page: int


@dataclass(frozen=True, slots=True)
class ItIsAbout:
    """The card's message is about the `number`-th intent of recognition.INTENTS, from 1."""

    card: int
    number: int


@dataclass(frozen=True, slots=True)
class ForgetTaught:
    """What a seller taught is no longer an example."""

    taught: int


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """Keep an answer written again and again as one's own quick reply (`yes` 1) or not (0)."""

    offer: int
    yes: int


@dataclass(frozen=True, slots=True)
class ShowFile:
    """The buyer's file, in place of what is shown."""

    buyer: int


@dataclass(frozen=True, slots=True)
class ShowHistory:
    """A page (from 0) of everything that happened with a buyer, in place of what is shown."""

    buyer: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowOrders:
    """A page (from 0) of a buyer's orders, in place of what is shown."""

    buyer: int
    page: int


@dataclass(frozen=True, slots=True)
class ListBuyers:
    """A page (from 0) of a list of buyers by its place (from 1) in desk/buyer_lists.LISTS; 0 is the choice of lists."""

    which: int
    page: int


@dataclass(frozen=True, slots=True)
class UndoMerge:
    """Two files that were made one are two again."""

    merge: int


@dataclass(frozen=True, slots=True)
class RunImport:
    """Import the file that was looked through."""

    imported: int


@dataclass(frozen=True, slots=True)
class CancelImport:
    """Don't import it."""

    imported: int


@dataclass(frozen=True, slots=True)
class AnswerImport:
    """The answer to what was asked about a file, by its rank from 1."""

    imported: int
    rank: int


@dataclass(frozen=True, slots=True)
class TurnSearch:
    """A page (from 0) of what a search found, in place of what is shown."""

    search: int
    page: int


@dataclass(frozen=True, slots=True)
class LookAtProduct:
    """A product that a search found, with its picture, at the desk."""

    search: int
    product: int


@dataclass(frozen=True, slots=True)
class ListToday:
    """A page (from 0) of whom to write to today."""

    page: int


@dataclass(frozen=True, slots=True)
class ListArrivals:
    """A page (from 0) of the buyers to tell of a new product; product 0 is the choice of new products."""

    product: int
    page: int


@dataclass(frozen=True, slots=True)
class TellOf:
    """Open the buyer's card with a new product on it; from then on they count as told of it."""

    product: int
    buyer: int


@dataclass(frozen=True, slots=True)
class StopRepeating:
    """A follow-up comes no more after this time."""

    followup: int


@dataclass(frozen=True, slots=True)
class ShowAgenda:
    """A view of the agenda (see desk/agenda.py), a page of it from 0; `buyer` 0 for all."""

    view: int
    page: int
    buyer: int


@dataclass(frozen=True, slots=True)
class DoInAgenda:
    """A follow-up in the agenda is done or put off; the same view is shown again.

    `place` is what is done, the view and its page in one number (desk/agenda.py), so that three fit a button.
    """

    followup: int
    place: int
    buyer: int


@dataclass(frozen=True, slots=True)
class DropDayOff:
    """A seller works on days noted as off."""

    day_off: int


@dataclass(frozen=True, slots=True)
class NotePromise:
    """Note a promise heard as a follow-up, at the `rank`-th time it can mean."""

    promise: int
    rank: int


@dataclass(frozen=True, slots=True)
class GreetBuyer:
    """A fresh card with a greeting ready to send: 1 for a birthday, 2 for a public holiday."""

    buyer: int
    which: int


@dataclass(frozen=True, slots=True)
class SettleBuyer:
    """What the buyer wrote so far needs no answer."""

    buyer: int


@dataclass(frozen=True, slots=True)
class WhyThis:
    """Why the card says what it says and offers what it offers."""

    card: int


Action = (
    ShowReply | SendReply | EditReply | BackToCard | ChooseFact | Unsend | OfferProducts | ShowProduct
    | SendProduct | ShowBusinessCard | SendBusinessCard | OfferFollowUp | PickFollowUp | MoreOnCard | AddNote
    | ShowWho | ClaimBuyer | ReleaseBuyer | SamePerson | EndFollowUp | SnoozeFollowUp | ReplyFromFollowUp
    | MoveFollowUp | ChooseReading | ListFollowUps | SendAgain | ItArrived | OpenCard | ChooseLanguage
    | AskAboutProduct | RequestQuote | EraseMe | AskAbout | ItIsAbout | ForgetTaught | KeepAnswer | ShowFile
    | ShowHistory | ShowOrders | ListBuyers | UndoMerge | RunImport | CancelImport | AnswerImport | TurnSearch
    | LookAtProduct | ListToday | ListArrivals | TellOf | StopRepeating | ShowAgenda | DoInAgenda | DropDayOff
    | NotePromise | GreetBuyer | SettleBuyer | WhyThis
)  # fmt: skip

# The verb of each action as it travels. A verb is never given a new meaning: old cards still carry it.
VERBS: dict[str, type[Action]] = {
    "r": ShowReply, "s": SendReply, "e": EditReply, "b": BackToCard, "a": ChooseFact, "u": Unsend,
    "p": OfferProducts, "pp": ShowProduct, "ps": SendProduct, "c": ShowBusinessCard, "cs": SendBusinessCard,
    "f": OfferFollowUp, "fp": PickFollowUp, "m": MoreOnCard, "n": AddNote, "w": ShowWho, "cl": ClaimBuyer,
    "rl": ReleaseBuyer, "sp": SamePerson, "fe": EndFollowUp, "fs": SnoozeFollowUp, "fr": ReplyFromFollowUp,
    "fm": MoveFollowUp, "cr": ChooseReading, "fl": ListFollowUps, "sa": SendAgain, "ar": ItArrived,
    "o": OpenCard, "lg": ChooseLanguage, "ap": AskAboutProduct, "rq": RequestQuote, "er": EraseMe,
    "ab": AskAbout, "ia": ItIsAbout, "ft": ForgetTaught, "ka": KeepAnswer, "wf": ShowFile, "hy": ShowHistory,
    "oy": ShowOrders, "bl": ListBuyers, "um": UndoMerge, "im": RunImport, "ix": CancelImport,
    "iq": AnswerImport, "sx": TurnSearch, "sl": LookAtProduct, "td": ListToday, "al": ListArrivals,
    "at": TellOf, "fx": StopRepeating, "ag": ShowAgenda, "ad": DoInAgenda, "do": DropDayOff, "np": NotePromise,
    "gr": GreetBuyer, "nr": SettleBuyer, "wy": WhyThis,
}  # fmt: skip
_VERB_OF = {kind: verb for verb, kind in VERBS.items()}
_MOST = 2**63 - 1


def pack(action: Action) -> str:
    """The button's data, at most 64 bytes: the verb, then the numbers in the order of the fields."""
    data = ":".join([_VERB_OF[type(action)], *(str(getattr(action, one.name)) for one in fields(action))])
    if len(data) > 64:
        raise ValueError(f"{data!r} is longer than the 64 bytes a button may carry")
    return data


def unpack(data: str) -> Action | None:
    """The action of a button's data, or nothing when it is none of ours (forged, or of another version)."""
    verb, *words = data.split(":")
    kind = VERBS.get(verb)
    if kind is None or len(words) != len(fields(kind)):
        return None
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 20]
    if len(numbers) != len(words) or any(number > _MOST for number in numbers):
        return None
    return kind(*numbers)
