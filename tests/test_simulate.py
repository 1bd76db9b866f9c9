"""A small simulated year (benchmarks/simulate.py): restarts, kills and outages, and nothing lost or doubled."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.expected import Pattern, Promise, Weather, Worker, compare, digests, instant
from benchmarks.simulate import BEGINS, Size, main, simulate, verdict

LI = Worker("Li", "Europe/Berlin", 540, 1080, (0, 1, 2, 3, 4), 510)


async def test_a_few_weeks_with_all_that_can_happen(tmp_path):
    size = Size(sellers=4, followups=24, days=75, restarts=2, kills=2, outages=2, seed=3)
    simulation, found = await simulate(size, tmp_path)

    assert simulation.problems == []
    assert found["reminders"]["right"] > 20
    assert found["digests"]["right"] > 150
    assert {name: simulation.counts[name] for name in ("restarts", "kills", "outages")} == {
        "restarts": 2, "kills": 2, "outages": 2,
    }  # fmt: skip
    # The oracle is not asleep: one that is taken away is missed, one too many is found.
    early = simulation.ends - timedelta(days=20)
    tag = next(tag for tag, got in simulation.reminded.items() if len(got) == 1 and got[0][0] < early)
    simulation.reminded[tag].clear()
    simulation.digested[1].append(simulation.digested[1][20])
    worse = verdict(simulation)
    assert worse["reminders"]["lost"] == 1
    assert worse["digests"]["doubled"] == 1


def test_the_oracle_knows_the_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    assert instant(datetime(2027, 3, 28, 2, 30), berlin).isoformat() == "2027-03-28T01:30:00+00:00"
    assert instant(datetime(2026, 10, 25, 2, 30), berlin).isoformat() == "2026-10-25T00:30:00+00:00"
    assert (
        instant(datetime(2027, 4, 4, 1, 45), ZoneInfo("Australia/Lord_Howe")).isoformat() == "2027-04-03T14:45:00+00:00"
    )


def test_the_oracles_promises():
    due = instant(datetime(2026, 11, 27, 10), ZoneInfo(LI.zone))
    daily = Promise("1", LI, datetime(2026, 11, 27, 10), due, Pattern(1))
    said = daily.reminders(Weather(), due + timedelta(days=5))
    assert [at.day for at, _ in said] == [27, 30, 1]
    daily.acts.append((due + timedelta(hours=1), "done", 1, None))
    daily.acts.append((due + timedelta(days=3, hours=1), "stop", 2, None))
    assert [at.day for at, _ in daily.reminders(Weather(), due + timedelta(days=5))] == [27, 30]
    weather = Weather(down=[(due - timedelta(hours=1), due + timedelta(days=4, hours=1))])
    away = Promise("2", LI, datetime(2026, 11, 27, 10), due, Pattern(1))
    assert [at.day for at, _ in away.reminders(weather, due + timedelta(days=5))] == [1]


def test_the_oracles_digests():
    monday = date(2026, 11, 30)
    assert len(digests(LI, Weather(), monday - timedelta(days=2), monday)) == 1
    at = instant(datetime(2026, 11, 30, 8), ZoneInfo(LI.zone))
    weather = Weather(down=[(at, at + timedelta(hours=11))])
    assert digests(LI, weather, monday, monday) == []


def test_the_oracle_names_what_is_wrong():
    at, minute = BEGINS, timedelta(minutes=1)
    wanted = [(at, at), (at + 60 * minute, at + 60 * minute), (at + 90 * minute, at + 90 * minute)]
    got = [(at, True), (at + 70 * minute, False), (at + 90 * minute, False), (at + 90 * minute, False)]
    counts = compare(wanted, got, Weather(), minute)
    assert counts == {"right": 1, "marked late": 0, "lost": 0, "doubled": 1, "wrong minute": 1, "wrong mark": 1}


def test_the_command_prints_its_table(monkeypatch, capsys):
    small = ["simulate", "--sellers", "2", "--followups", "2", "--days", "20", "--restarts", "0", "--kills", "0"]
    monkeypatch.setattr("sys.argv", [*small, "--outages", "0"])
    assert main() == 0
    assert "2 sellers in 6 zones" in capsys.readouterr().out
