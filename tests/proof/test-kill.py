# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed while it uploads, at every named step and at random moments, started again and
let finish. Whatever happens, QuickBooks' books, the journal and the orders agree: nothing is there
twice, nothing is lost, and no verdict is wrong."""

import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from campaign import KILLS, SEED, run_campaigns, steps_of  # noqa: E402
from tap import Tap  # noqa: E402

STEPS = steps_of('lock', 'journal', 'commit', 'checkpoint', 'checkpoint-sync', 'close', 'pace',
                 'send-document', 'answer-document', 'send-look-up', 'answer-look-up',
                 'send-refresh', 'answer-refresh', 'tokens')


def test_killed_at_every_step():
    times = max(1, KILLS // 2 // len(STEPS))
    run_campaigns(SEED, STEPS * times)


def test_killed_at_random_moments():
    draw = random.Random(SEED)
    steps = ['before-any' if draw.random() < 0.5 else draw.choice(STEPS)
             for _ in range(KILLS - KILLS // 2)]
    run_campaigns(SEED + 500000, steps, delays=True)


Tap(globals()).run()
