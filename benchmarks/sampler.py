"""Run a module under a sampling profiler: python sampler.py OUT.json -m bot run ...   (started by profile.py)

Every millisecond of processor time (SIGPROF) the stacks of the threads that are at work are counted; nothing is
traced, so the run is hardly slower. SIGUSR1 forgets what was counted so far (the start, the joining).
OUT.json maps a stack ("outermost;...;innermost") to its share of the samples.
"""

import json
import os
import runpy
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType

IDLE = {"select", "poll", "wait", "get", "acquire", "_wait_for_tstate_lock", "_worker"}
SHARES = 60  # of one sample, split among the threads at work
STACKS: Counter[str] = Counter()


def at_work(frame: FrameType) -> bool:
    """Whether a thread that stands here uses the processor (it does not while it waits for work)."""
    return not (
        frame.f_code.co_name in IDLE
        and Path(frame.f_code.co_filename).stem in ("selectors", "threading", "queue", "thread")
    )


def stack(frame: FrameType | None) -> str:
    """The stack as "file:function;..." from the outermost to the innermost."""
    places = []
    while frame is not None:
        places.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")
        frame = frame.f_back
    return ";".join(reversed(places))


def sample(_: int, frame: FrameType | None) -> None:
    """Count the threads at work, each with its share of this millisecond."""
    me = threading.get_ident()
    frames = {ident: at for ident, at in sys._current_frames().items() if ident != me}
    if frame is not None:
        frames[me] = frame
    busy = [stack(at) for at in frames.values() if at_work(at)]
    for one in busy:
        STACKS[one] += SHARES // len(busy)


def main() -> None:
    """Sample until the module ends (SIGTERM included, when it stops by itself), then write what was counted."""
    out, dash_m, module = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    if dash_m != "-m":
        sys.exit(f"expected -m MODULE, not {dash_m}")
    sys.argv = [module, *sys.argv[4:]]
    sys.path[0] = os.environ["PYTHONPATH"]  # not this folder: its profile.py would hide the standard library's
    # The handler runs in the main thread, so the others are seen where they let go of the interpreter's lock; they are
    # made to do so often, or everything would seem to happen where SQLite or numpy lets go by itself.
    sys.setswitchinterval(0.0002)
    signal.signal(signal.SIGPROF, sample)
    signal.signal(signal.SIGUSR1, lambda *_: STACKS.clear())
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        out.write_text(json.dumps(STACKS))


if __name__ == "__main__":
    main()
