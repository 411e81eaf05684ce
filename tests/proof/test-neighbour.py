# SPDX-License-Identifier: GPL-3.0-or-later
"""Two programs want to upload for the same company. One does; the other says who is at it and ends with
4; and when the first one is gone, however that came, the other one may."""

import json
import pathlib
import signal
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from books import Books  # noqa: E402
from tap import Tap  # noqa: E402
from trial import Trial  # noqa: E402

BUSY = 4
# Steps at which the first one stands still with the lock in its hand; at the very first it has not
# written down yet who it is.
UNSIGNED = 'after-lock#1'
HELD = (UNSIGNED, 'after-commit#1', 'after-send-document#1', 'before-answer-document#2')
# And before it has it.
NOT_HELD = 'before-lock#1'
# In the midst of writing, the other one cannot even read how things stand.
WRITING = 'before-commit#2'
ROUNDS = 6
PROGRAMS = 4


def start_and_stop(shop, moment):
    first = shop.start('--json', 'upload', 'invoices', '--all', trouble=f'stop@{moment}')
    shop.wait_stopped(first)
    return first


def assert_busy(ended, holder=None):
    error = json.loads(ended.out)['error']
    who = 'Another window or command' if holder is None else 'The command line'
    assert ended.code == BUSY and error['code'] == 'busy' and error['fix'], ended
    assert error['message'].startswith(f'{who} is uploading for this company'), error
    assert holder is None or f'(process {holder.pid})' in error['message'], error


def go_on(shop, process):
    process.send_signal(signal.SIGCONT)
    return shop.finish(process)


def test_second_is_told_who_is_busy():
    with Trial() as trial:
        for moment in HELD:
            trial.shop.bring(3)
            first = start_and_stop(trial.shop, moment)
            for _ in range(2):
                assert_busy(trial.shop.upload(keep_pace=True),
                            None if moment == UNSIGNED else first)
            # The lists can be read meanwhile.
            assert 'PO-00001' in trial.shop.run('list', 'uploaded') + trial.shop.run('list', 'invoices')
            ended = go_on(trial.shop, first)
            assert ended.code == 0 and json.loads(ended.out)['uploaded'] == 3, ended
            Books(trial.shop).check_done()


def test_dead_holder_is_in_nobodys_way():
    with Trial() as trial:
        for moment in HELD:
            trial.shop.bring(3)
            first = start_and_stop(trial.shop, moment)
            assert trial.shop.upload().code == BUSY
            first.kill()
            assert trial.shop.finish(first).is_killed
            trial.finish()


def test_late_comer_finds_nothing_left():
    with Trial() as trial:
        trial.shop.bring(3)
        first = start_and_stop(trial.shop, NOT_HELD)
        trial.finish()
        ended = go_on(trial.shop, first)
        assert ended.code == 0 and json.loads(ended.out)['documents'] == [], ended
        Books(trial.shop).check_done()


def test_stopped_while_it_writes():
    with Trial() as trial:
        trial.shop.bring(3)
        first = start_and_stop(trial.shop, WRITING)
        assert_busy(trial.shop.upload(), first)
        ended = go_on(trial.shop, first)
        assert ended.code == 0 and json.loads(ended.out)['uploaded'] == 3, ended
        Books(trial.shop).check_done()


def test_all_at_once():
    with Trial() as trial:
        for _ in range(ROUNDS):
            references = trial.shop.bring(5, refused=1)
            processes = [trial.shop.start('--json', 'upload', 'invoices', '--all', keep_pace=True)
                         for _ in range(PROGRAMS)]
            ends = [trial.shop.finish(process) for process in processes]
            assert {ended.code for ended in ends} <= {0, 1, BUSY}, ends
            documents = [row['reference'] for ended in ends if ended.code != BUSY
                         for row in json.loads(ended.out)['documents']]
            assert sorted(documents) == references, documents
            Books(trial.shop).check_done()


Tap(globals()).run()
