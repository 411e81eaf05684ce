# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done in whatever order to a company in the window (tick, upload, pause, cancel, close,
crash, start again) and to the line to QuickBooks, a small model knows what may come of it."""

import concurrent.futures
import enum
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from books import FAILED, Books  # noqa: E402
from campaign import KILLS, SEED, WORKERS, steps_of  # noqa: E402
from tap import Tap  # noqa: E402
from trial import Trial  # noqa: E402
from window import Window  # noqa: E402

SEQUENCES = max(1, KILLS // 20)
ACTIONS_OF_A_SEQUENCE = 14
LATENCY = 30
CRASH_STEPS = steps_of('journal', 'commit', 'send-document', 'answer-document', 'close')
TARGETS = ('bill', 'purchaseorder', 'batch')
TROUBLES = ('cut-after-commit', 'cut-before-commit', 'cut-body', 'truncated', 'empty', 'html', '500',
            '503', 'duplicate-id', 'expired', 'retry-after=1', 'delay=300', 'slow=300')


class State(enum.Enum):
    READY = 1  # not in the books, and not on its way there
    MAYBE = 2  # nobody knows before it is resolved
    UPLOADED = 3
    REFUSED = 4


class Machine:
    def __init__(self, seed):
        self.seed = seed
        self.random = random.Random(seed)
        self.model = {}
        self.ticked = set()
        self.is_troubled = False
        self.done = []

    # ---- what the model says ----

    def list_states(self, *states):
        return [reference for reference, state in self.model.items() if state in states]

    def is_kind(self, reference, which):
        return (self.shop.orders[reference].kind == 'Bill') == (which == 'invoices')

    def chosen(self, which):
        """What an upload would send now: what is ticked, ready, and of this tab."""
        return [reference for reference in sorted(self.ticked)
                if self.model[reference] == State.READY and self.is_kind(reference, which)]

    def end_of(self, reference):
        return State.REFUSED if self.shop.orders[reference].is_refused else State.UPLOADED

    def look(self, is_quiet):
        """Compares the model with the three; where all is quiet, it learns what became of the rest."""
        books = Books(self.shop).check()
        for reference, state in self.model.items():
            states = books.states(reference)
            found = (State.UPLOADED if reference in books.documents else
                     State.REFUSED if FAILED in states and states[-1] == FAILED else State.READY)
            if state == State.MAYBE:
                if is_quiet:
                    self.model[reference] = found
            else:
                assert found == state, f'{reference} is {found}, not {state}: {states}'
        if is_quiet:
            assert not books.list_open(), books.list_open()
        return books

    # ---- the actions ----

    def bring(self):
        """New orders come."""
        kind = self.random.choice(('Bill', 'Bill', 'PurchaseOrder'))
        references = self.shop.bring(self.random.randint(1, 8), kind, self.random.randint(0, 1))
        self.model |= dict.fromkeys(references, State.READY)

    def tick(self):
        ready = self.list_states(State.READY)
        chosen = self.random.sample(ready, self.random.randint(0, len(ready)))
        if chosen:
            self.window.tick(chosen)
            self.ticked |= set(chosen)

    def start_upload(self):
        """Presses Upload; returns what is on its way now."""
        which = self.random.choice(('invoices', 'invoices', 'orders'))
        if not self.chosen(which):
            self.bring()
            self.tick()
        chosen = self.chosen(which)
        self.window.upload(which)
        self.ticked.clear()
        return chosen

    def upload(self):
        """An upload that nobody disturbs: without trouble everything is clear afterwards."""
        chosen = self.start_upload()
        self.window.wait_ended()
        for reference in chosen:
            self.model[reference] = State.MAYBE if self.is_troubled else self.end_of(reference)
        self.look(not self.is_troubled)

    def leave_open(self, references):
        for reference in references:
            self.model[reference] = State.MAYBE

    def cancel(self):
        self.leave_open(self.start_upload())
        self.window.wait_progress(self.random.randint(0, 3))
        self.window.tell('cancel')
        self.window.wait_ended()
        self.look(not self.is_troubled)

    def pause(self):
        """Nothing moves while it is paused; then it goes on, or comes to another end."""
        self.leave_open(self.start_upload())
        self.window.wait_progress(self.random.randint(0, 2))
        self.window.tell('pause')
        if self.window.wait_rest():
            before = self.look(False).documents.keys()
            self.shop.run('status')
            assert Books(self.shop).check().documents.keys() == before
        goes_on = self.random.choice(('resume', 'cancel', 'quit', 'crash'))
        if goes_on == 'crash':
            self.crash_now()
            return
        if goes_on == 'quit':
            self.restart()
            return
        self.window.tell('cancel' if goes_on == 'cancel' else 'resume')
        self.window.wait_ended()
        self.look(not self.is_troubled)

    def crash_now(self):
        self.window.kill()
        self.look(False)
        self.open()

    def crash(self):
        """The window is gone at any moment of an upload."""
        self.leave_open(self.start_upload())
        self.window.wait_progress(self.random.randint(0, 4))
        self.crash_now()

    def crash_at_step(self):
        """The same at an exact step, of an upload or of what comes before it."""
        self.window.quit()
        self.open(f'kill@{self.random.choice(CRASH_STEPS)}#{self.random.randint(1, 6)}')
        if self.window.is_alive():
            self.tick()
            self.leave_open(self.start_upload())
            self.window.wait_ended()
        if self.window.is_alive():
            self.window.quit()
        self.look(False)
        self.open()

    def restart(self):
        """The window is closed, in the midst of whatever it does, and opened again."""
        self.window.quit()
        self.look(False)
        self.open()

    def trouble(self):
        self.shop.practice.faults(*[
            f'{self.random.choice(TROUBLES)}:{target}:nth={self.random.randint(1, 4)}'
            for target in self.random.sample(TARGETS, 2)])
        self.is_troubled = True

    def calm(self):
        self.shop.practice.faults()
        self.is_troubled = False

    # Undoing an upload will be one more line.
    ACTIONS = ((bring, 3), (tick, 3), (upload, 4), (cancel, 3), (pause, 3), (crash, 3),
               (crash_at_step, 3), (restart, 2), (trouble, 3), (calm, 2))

    # ---- a sequence ----

    def open(self, trouble=''):
        """Opens the window, which resolves what is open, unless the line is troubled."""
        self.ticked.clear()
        self.window = Window(self.shop, trouble)
        if self.window.is_alive() and not trouble:
            self.look(not self.is_troubled)

    def wind_up(self):
        self.calm()
        self.window.quit()
        for which in ('invoices', 'orders'):
            ended = self.shop.upload(which)
            assert ended.code in (0, 1), ended
        Books(self.shop).check_done()

    def run(self):
        functions, weights = zip(*self.ACTIONS)
        with Trial() as trial:
            self.shop = trial.shop
            trial.practice.control('set', {'latency': LATENCY})
            self.open()
            try:
                for function in self.random.choices(functions, weights, k=ACTIONS_OF_A_SEQUENCE):
                    self.done.append(function.__name__)
                    function(self)
                self.wind_up()
            except Exception as failure:
                raise AssertionError(f'seed {self.seed}, after {" ".join(self.done)}: {failure}'
                                     ) from failure
            finally:
                self.window.kill()


def test_random_sequences():
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as workers:
        list(workers.map(Machine.run, [Machine(SEED + number) for number in range(SEQUENCES)]))


Tap(globals()).run()
