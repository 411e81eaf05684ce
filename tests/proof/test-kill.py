# SPDX-License-Identifier: GPL-3.0-or-later
"""The program is killed while it uploads, at every named step and at random moments, started again and
let finish. Whatever happens, QuickBooks' books, the journal and the orders agree: nothing is there
twice, nothing is lost, and no verdict is wrong.

CFL_KILLS says how often it is killed in all, CFL_SEED where the random numbers start."""

import collections
import concurrent.futures
import os
import pathlib
import random
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from books import Books  # noqa: E402
from practice import Practice  # noqa: E402
from shop import Shop  # noqa: E402
from tap import Tap  # noqa: E402

KILLS = int(os.environ.get('CFL_KILLS', '240'))
SEED = int(os.environ.get('CFL_SEED', '20260301'))
# A practice server and a company live for so many kills; their books stay small.
KILLS_OF_A_CAMPAIGN = 60
WORKERS = 2
KILLS_OF_A_ROUND = 3
# A moment that did not come so often does not exist any more.
MISSES = 12

THINGS = ('lock', 'journal', 'commit', 'checkpoint', 'checkpoint-sync', 'close', 'pace',
          'send-document', 'answer-document', 'send-look-up', 'answer-look-up', 'send-refresh',
          'answer-refresh', 'tokens')
# What cannot be done by half.
WHOLE = ('lock', 'commit', 'checkpoint-sync', 'close', 'tokens')
STEPS = [f'{moment}-{thing}' for thing in THINGS for moment in ('before', 'mid', 'after')
         if moment != 'mid' or thing not in WHOLE]


class Campaign:
    def __init__(self, seed, steps, delays):
        self.random = random.Random(seed)
        self.seed = seed
        self.plan = collections.deque(steps)
        self.delays = delays
        self.seen = {}
        self.killed = collections.Counter()
        self.missed = collections.Counter()

    def choose(self, step):
        """Says when to kill: at any of the times that the step was seen to come."""
        most = max(1, self.seen.get(step, 1) >> self.missed[step])
        delay = f'~{self.random.randint(1, 4000)}' if self.delays else ''
        return f'kill{delay}@{step}#{self.random.randint(1, most)}'

    def prepare(self, step):
        """Some steps come only when something is wrong."""
        faults = []
        if step.endswith('look-up'):
            faults = [f'duplicate-id:{target}:every=2'
                      for target in ('bill', 'purchaseorder', 'batch')]
        self.shop.practice.faults(*faults)
        if step.endswith(('refresh', 'tokens')):
            self.shop.practice.control('expire-tokens', {})

    def kill(self, which, step):
        """Kills one upload; False when the moment did not come and the upload went through."""
        self.prepare(step)
        ended = self.shop.upload(which, trouble=self.choose(step))
        self.seen |= {name: count for name, count in ended.counts.items() if count > 0}
        if ended.is_killed:
            self.killed[step] += 1
            self.missed[step] = 0
            Books(self.shop).check()
            return True
        assert ended.code in (0, 1), ended
        self.missed[step] += 1
        assert self.missed[step] < MISSES, f'The moment {step} does not come'
        self.plan.append(step)
        return False

    def round(self):
        which, kind = self.random.choice((('invoices', 'Bill'), ('invoices', 'Bill'),
                                          ('orders', 'PurchaseOrder')))
        count = self.random.choice((1, 3, 5, 7))
        self.shop.bring(count, kind, refused=self.random.randint(0, 1))
        kills = self.random.randint(1, KILLS_OF_A_ROUND)
        while kills > 0 and self.plan and self.kill(which, self.plan.popleft()):
            kills -= 1
        self.prepare('')
        ended = self.shop.upload(which)
        assert ended.code in (0, 1), ended
        self.seen |= ended.counts
        Books(self.shop).check_done()

    def run(self):
        with Practice('--no-limits', '--orders=1') as practice, \
                tempfile.TemporaryDirectory(prefix='counterfoil-proof-') as folder:
            # QuickBooks would refuse a second document of one number; here it takes it.
            practice.control('set', {'grace_for_old_tokens': True, 'preferences': {
                'WarnDuplicateBillNumber': str(self.random.random() < 0.5).lower()}})
            self.shop = Shop(practice, folder)
            self.shop.open()
            try:
                while self.plan:
                    self.round()
            except Exception as failure:
                done = sum(self.killed.values())
                raise AssertionError(f'seed {self.seed}, after {done} kills: {failure}') from failure
        return self.killed


def run_campaigns(steps, delays, seed):
    """Shares the steps out among companies, of which some are at work at once."""
    steps = list(steps)
    random.Random(seed).shuffle(steps)
    campaigns = [Campaign(seed + start, steps[start:start + KILLS_OF_A_CAMPAIGN], delays)
                 for start in range(0, len(steps), KILLS_OF_A_CAMPAIGN)]
    killed = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as workers:
        for done in workers.map(Campaign.run, campaigns):
            killed += done
    print(f'# killed {sum(killed.values())} times: '
          + ', '.join(f'{step} {count}' for step, count in sorted(killed.items())))
    assert sum(killed.values()) >= len(steps)


def test_killed_at_every_step():
    times = max(1, KILLS // 2 // len(STEPS))
    run_campaigns(STEPS * times, False, SEED)


def test_killed_at_random_moments():
    draw = random.Random(SEED)
    steps = ['before-any' if draw.random() < 0.5 else draw.choice(STEPS)
             for _ in range(KILLS - KILLS // 2)]
    run_campaigns(steps, True, SEED + 500000)


Tap(globals()).run()
