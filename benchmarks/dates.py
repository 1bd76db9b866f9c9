"""How well dates are understood, on phrases that nobody here wrote: prints exact / other / wrong / none per language.

    python benchmarks/dates.py [folder with dev.json, dev_sentences.json, dev_negatives.json and score.py]

`phrase`, `sentence` and `negative` are adapters in the shape score.py wants, so its own options work too:

    python score.py benchmarks.dates:phrase dev.json --headline --show wrong
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.dates.door import door

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "dates"


def phrase(text: str, reference: datetime, zone: str, language: str) -> datetime | None:
    """A phrase that is all when, through the headless door."""
    return ask(text, reference, zone, language, whole=True)[0]


def sentence(text: str, reference: datetime, zone: str, language: str) -> tuple[datetime | None, str]:
    """A sentence with a when in it, through the headless door."""
    return ask(text, reference, zone, language)


def negative(text: str, reference: datetime, zone: str, language: str) -> datetime | None:
    """A text without a when, through the headless door."""
    return ask(text, reference, zone, language)[0]


def ask(text: str, reference: datetime, zone: str, language: str, whole: bool = False) -> tuple[datetime | None, str]:
    """The answer (naive, local) and the rest; with `whole`, only an answer that leaves no rest."""
    record = {"id": "", "text": text, "now": reference.isoformat(), "zone": zone, "language": language}
    answer = door(record)
    if not answer["at"] or (whole and answer["rest"]):
        return None, answer["rest"]
    return datetime.fromisoformat(answer["at"]).replace(tzinfo=ZoneInfo(zone)), answer["rest"]


def main() -> int:
    """Print the tables; 0 also when the data is not there."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    score = data / "score.py"
    if not score.exists():
        print(f"The date phrases are not here ({data}); nothing measured.")
        return 0
    for adapter, name, options in (
        ("phrase", "dev.json", ["--headline"]),
        ("sentence", "dev_sentences.json", ["--extract"]),
        ("negative", "dev_negatives.json", ["--negatives"]),
    ):
        command = [sys.executable, str(score), f"benchmarks.dates:{adapter}", str(data / name), *options]
        print(f"\n{name}", flush=True)
        subprocess.run(command, cwd=Path(__file__).resolve().parents[1], check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
