"""All replies of a shop: loaded from files, looked up by shortcut, searched, and refreshed while the bot runs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.core.recognition import Example
from bot.core.replies import Problem, Reply
from bot.replies.files import ENDING, folder_of, read_reply, reply_files
from bot.replies.samples import sample_problem

_CLOSE_ENOUGH = 60.0  # the score, 0 to 100, from which a search finds a reply
_NEAR = 75.0  # rapidfuzz's likeness, 0 to 100, from which a word counts as mistyped


@dataclass(frozen=True, slots=True)
class _File:
    """One file as last read: when it changed, its bytes, the last good reply in it, and what is wrong now."""

    stamp: tuple[int, int]
    data: bytes
    reply: Reply | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ReplyBook:
    """The replies of one folder by key ("moq.en"), and the problems in its files. Never changes: see `refreshed`."""

    folder: Path
    language: str
    replies: Mapping[str, Reply] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, _File] = field(default_factory=dict, repr=False)
    # Asked with every message of a buyer; the book never changes, so an answer is found once.
    _by_intent: dict[tuple[str, str], tuple[Reply, ...]] = field(default_factory=dict, repr=False, compare=False)

    def refreshed(self) -> "ReplyBook":
        """This book with the changed files read again; the same object when nothing changed.

        A broken file keeps its last good reply and is listed in `problems`. A deleted file takes its reply with it.
        """
        files = _read(self.folder, self.files)
        return self if files == self.files else _book(self.folder, self.language, files)

    def get(self, key: str) -> Reply | None:
        """The reply with this key, or nothing."""
        return self.replies.get(key)

    def quick(self) -> tuple[Reply, ...]:
        """The replies that may be suggested, in file order: replies/quick, not the cards."""
        return tuple(reply for reply in self.replies.values() if reply.folder == "quick")

    def by_shortcut(self, shortcut: str, language: str = "") -> Reply | None:
        """The reply with this shortcut in the buyer's language, else the shop's, else English, else any."""
        wanted = shortcut.casefold()
        found = [reply for reply in self.replies.values() if reply.shortcut == wanted]
        return self._preferred(found, language)

    def for_intent(self, intent: str, language: str = "") -> tuple[Reply, ...]:
        """The quick replies proposed for an intent, one per shortcut in the preferred language, closest first.

        Closest: the earlier the intent stands in the reply's list. Conditions (`when`) are not looked at.
        """
        if (intent, language) not in self._by_intent:
            self._by_intent[intent, language] = self._proposed(intent, language)
        return self._by_intent[intent, language]

    def _proposed(self, intent: str, language: str) -> tuple[Reply, ...]:
        shortcuts = dict.fromkeys(reply.shortcut for reply in self.quick() if intent in reply.intents)
        found = [reply for shortcut in shortcuts if (reply := self.by_shortcut(shortcut, language))]
        return tuple(
            sorted(
                found, key=lambda reply: reply.intents.index(intent) if intent in reply.intents else len(reply.intents)
            )
        )

    def find(self, query: str, language: str = "", most: int = 20) -> tuple[Reply, ...]:
        """Quick replies like `query` in shortcut, title, keywords or text of any language, best first.

        One per shortcut, in the preferred language. An empty query lists them all in file order.
        """
        by_shortcut: dict[str, list[Reply]] = {}
        for reply in self.quick():
            by_shortcut.setdefault(reply.shortcut, []).append(reply)
        scores = {name: max(_score(query, reply) for reply in group) for name, group in by_shortcut.items()}
        names = sorted(by_shortcut, key=lambda name: -scores[name]) if query.strip() else list(by_shortcut)
        preferred = (
            self._preferred(by_shortcut[name], language)
            for name in names
            if not query.strip() or scores[name] >= _CLOSE_ENOUGH
        )
        return tuple(reply for reply in preferred if reply)[:most]

    def examples(self) -> tuple[Example, ...]:
        """All phrasings, each with the intent it means: the first of its reply."""
        return tuple(
            Example(text, reply.intents[:1], reply.language)
            for reply in self.quick()
            if reply.intents
            for text in reply.examples
        )

    def keywords(self) -> dict[str, tuple[str, ...]]:
        """The keywords of all languages per intent (the first of their reply)."""
        words: dict[str, dict[str, None]] = {}
        for reply in self.quick():
            for intent in reply.intents[:1]:
                words.setdefault(intent, {}).update(dict.fromkeys(reply.keywords))
        return {intent: tuple(found) for intent, found in words.items()}

    def _preferred(self, replies: list[Reply], language: str) -> Reply | None:
        wanted = (language, _base(language), self.language, _base(self.language), "en")
        by_language = {reply.language: reply for reply in reversed(replies)}
        related = {_base(reply.language): reply for reply in reversed(replies)}
        found = (by_language.get(code) or related.get(code) for code in wanted)
        return next((reply for reply in found if reply), replies[0] if replies else None)


def _base(language: str) -> str:
    """ "pt" for "pt-br"."""
    return language.replace("_", "-").partition("-")[0].lower()


def _score(query: str, reply: Reply) -> float:
    """How well a reply matches what a seller types, 0 to 100: the whole of it, or its words on average."""
    asked = query.casefold().strip()
    words = asked.split()
    return (
        max(_word_score(asked, reply), sum(_word_score(word, reply) for word in words) / len(words)) if words else 0.0
    )


def _word_score(word: str, reply: Reply) -> float:
    """Shortcut before title and keywords, these before the text, and a near miss ("sampel") last."""
    if reply.shortcut.startswith(word):
        return 100.0 if reply.shortcut == word else 95.0
    named = f"{reply.shortcut}\n{reply.title}\n" + "\n".join(reply.keywords)
    if word in named.casefold():
        return 90.0
    if word in reply.body.casefold():
        return 70.0
    near = process.extractOne(word, named.casefold().split(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return 0.85 * near[1] if near else 0.0


def load(folder: Path, language: str = "en") -> ReplyBook:
    """Read a folder of reply files. `language` is the shop's own; problems are in the book, nothing is raised."""
    return _book(folder, language, _read(folder, {}))


def check(folder: Path) -> tuple[Problem, ...]:
    """Everything wrong in a folder of reply files, each written for the sample scenes too."""
    return load(folder).problems


def _read(folder: Path, known: Mapping[str, _File]) -> dict[str, _File]:
    """Every file below `folder`, read again only where its time or size changed."""
    return {str(path): _read_file(path, folder, known.get(str(path))) for path in reply_files(folder)}


def _read_file(path: Path, folder: Path, last: _File | None) -> _File:
    try:
        found = path.stat()
        stamp = (found.st_mtime_ns, found.st_size)
        if last and last.stamp == stamp:
            return last
        data = path.read_bytes()
    except OSError as error:
        problem = Problem(str(path), 1, f"can't be read: {error.strerror}")
        return _File((0, 0), b"", last.reply if last else None, (problem,))
    if last and last.data == data:
        return replace(last, stamp=stamp)
    if path.suffix != ENDING:
        return _File(stamp, data, None, (Problem(str(path), 1, f"is not read: reply files end in {ENDING}"),))
    reply, problems = read_reply(data, str(path), folder_of(path, folder))
    failed = sample_problem(reply) if reply else None
    if failed:
        reply, problems = None, (failed,)
    return _File(stamp, data, reply or (last.reply if last else None), problems)


def _book(folder: Path, language: str, files: Mapping[str, _File]) -> ReplyBook:
    """The book of these files; of two with the same shortcut and language the first is kept."""
    replies: dict[str, Reply] = {}
    problems = list(_folder_problems(folder, files))
    for file in files.values():
        problems += file.problems
        if (reply := file.reply) is None:
            continue
        if reply.key in replies:
            text = f"{reply.shortcut} in {reply.language} exists already in {replies[reply.key].path}"
            problems.append(Problem(reply.path, 1, text))
        else:
            replies[reply.key] = reply
    return ReplyBook(folder, language, replies, tuple(problems), files)


def _folder_problems(folder: Path, files: Mapping[str, _File]) -> Iterator[Problem]:
    if not folder.is_dir():
        yield Problem(str(folder), 1, "is not a folder")
    elif not files:
        yield Problem(str(folder), 1, "holds no reply files")
