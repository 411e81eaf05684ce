# SPDX-License-Identifier: GPL-3.0-or-later
"""A company whose uploads are killed again and again, each time started again, and from time to time let
finish."""

import collections
import concurrent.futures
import os
import random
import tempfile

from books import Books
from practice import Practice
from shop import Shop

# CFL_KILLS: how often the longest test kills in all. CFL_SEED: where the random numbers start.
KILLS = int(os.environ.get('CFL_KILLS', '240'))
SEED = int(os.environ.get('CFL_SEED', '20260301'))
# A practice server and a company live for so many kills; their books stay small.
KILLS_OF_A_CAMPAIGN = 60
WORKERS = 2
KILLS_OF_A_ROUND = 3
# A moment that did not come so often does not exist any more.
MISSES = 12


def steps_of(*things):
    """All moments of things; some cannot be done by half."""
    whole = ('lock', 'commit', 'checkpoint-sync', 'close', 'tokens')
    return [f'{moment}-{thing}' for thing in things for moment in ('before', 'mid', 'after')
            if moment != 'mid' or thing not in whole]


class Campaign:
    def __init__(self, seed, steps, delays=False, power=False):
        """delays: kills a little after the step; power: the power goes with the program."""
        self.random = random.Random(seed)
        self.seed = seed
        self.plan = collections.deque(steps)
        self.delays = delays
        self.power = power
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
        power = self.random.getrandbits(31) if self.power else None
        ended = self.shop.upload(which, trouble=self.choose(step), power=power)
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


def run_campaigns(seed, steps, **options):
    """Shares the steps out among companies, of which some are at work at once."""
    steps = list(steps)
    random.Random(seed).shuffle(steps)
    campaigns = [Campaign(seed + start, steps[start:start + KILLS_OF_A_CAMPAIGN], **options)
                 for start in range(0, len(steps), KILLS_OF_A_CAMPAIGN)]
    killed = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as workers:
        for done in workers.map(Campaign.run, campaigns):
            killed += done
    print(f'# killed {sum(killed.values())} times: '
          + ', '.join(f'{step} {count}' for step, count in sorted(killed.items())))
    assert sum(killed.values()) >= len(steps)
