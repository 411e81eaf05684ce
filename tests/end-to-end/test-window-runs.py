# SPDX-License-Identifier: GPL-3.0-or-later
"""A run and its window: closing the window while documents are on their way, and a run of somebody
else while the window is open."""

import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from driver import Program, keys, notifications, screenshot, wait_until  # noqa: E402
from practice import Practice, build_file  # noqa: E402
from shell import COMPANY, Shell  # noqa: E402
from tap import Tap  # noqa: E402

FOLDER = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION'])
SECONDS = 90
# Slow enough that the window can be closed while bills are on their way.
SLOW = ('delay=15000:bill', 'delay=15000:batch')


def open_window(shell):
    return Program(build_file('src/ui/counterfoil'), f'--company={COMPANY}',
                   environment=shell.environment)


def begin_upload(program):
    """Uploads all that is ready; returns when the first bills are on their way."""
    program.find(role='button', contains='Upload All (', seconds=SECONDS)
    wait_until('the orders', lambda: [
        button for button in program.find_all(role='button', contains='Upload All (')
        if button.has('sensitive')], SECONDS)
    keys('ctrl+u')
    program.find(role='dialog', contains='supplier invoices?', seconds=SECONDS)
    keys('Return')
    program.find(role='label', contains='Uploading supplier invoices', seconds=SECONDS)


def ask_to_close(program, key):
    keys(key)
    program.find(role='dialog', contains='The upload is still running', seconds=SECONDS)


def references(shell, name, *options):
    return {row['reference'] for row in shell.json('list', name, *options)[name]}


def told():
    return [call for call in notifications() if call.get('call') == 'Notify']


def test_a_run_goes_on_without_the_window():
    with Practice('--orders=40') as practice:
        shell = Shell(practice, FOLDER / 'background')
        shell.prepare()
        ready = references(shell, 'invoices', '--status=ready')
        practice.faults(*SLOW)
        before = len(told())
        with open_window(shell) as program:
            begin_upload(program)
            ask_to_close(program, 'ctrl+q')
            screenshot('closing')
            # Escape changes nothing: the window is there and the run goes on.
            keys('Escape')
            program.find_none(role='dialog', contains='The upload is still running', seconds=SECONDS)
            program.find(role='label', contains='Uploading supplier invoices', seconds=SECONDS)
            ask_to_close(program, 'ctrl+w')
            keys('Return')
            wait_until('the window going', lambda: not program.find_all(role='window'), SECONDS)
            practice.faults()
            assert program.wait_for_end(SECONDS) == 0
        assert len(told()) > before, 'No notification tells how it ended'
        assert references(shell, 'uploaded') | references(shell, 'errors') >= ready
        assert len(practice.bills()) == len(references(shell, 'uploaded'))


def test_a_run_stops_cleanly_with_the_window():
    with Practice('--orders=60') as practice:
        shell = Shell(practice, FOLDER / 'stopped')
        shell.prepare()
        ready = references(shell, 'invoices', '--status=ready')
        practice.faults(*SLOW)
        with open_window(shell) as program:
            begin_upload(program)
            ask_to_close(program, 'ctrl+q')
            program.find(role='button', contains='Stop the Upload', seconds=SECONDS).act()
            practice.faults()
            assert program.wait_for_end(SECONDS) == 0
        posted = len(practice.bills())
        # In batches all of them may have been on their way when the user stopped.
        assert posted <= len(ready), 'More was sent than there was'
        # What was on its way is settled, what was not waits in its list, and nothing is open.
        assert shell.json('status')['open_attempts'] == 0
        assert len(references(shell, 'uploaded')) == posted
        shell.run('upload', 'invoices', '--all', code=(0, 1))
        assert len(practice.bills()) == len(references(shell, 'uploaded'))
        assert references(shell, 'uploaded') | references(shell, 'errors') >= ready


def test_the_window_follows_another_process():
    with Practice('--orders=40') as practice:
        shell = Shell(practice, FOLDER / 'other')
        shell.prepare()
        practice.faults(*SLOW)
        with open_window(shell) as program:
            program.find(role='page tab', contains='Supplier Invoices, ', seconds=SECONDS)
            with subprocess.Popen(shell.command('upload', 'invoices', '--all'), env=shell.environment,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as other:
                program.find(role='label', contains=f'(process {other.pid})', seconds=SECONDS)
                screenshot('busy')
                # Whoever wants to upload now is told why not.
                assert other.poll() is None
                shell.run('upload', 'invoices', '--all', code=4)
                assert f'(process {other.pid})' in shell.says
                assert shell.json('status')['uploading'] is True
                practice.faults()
                assert other.wait(SECONDS) in (0, 1)
            program.find_none(role='label', contains='is uploading for this company', seconds=SECONDS)
            left = len(references(shell, 'invoices'))
            wait_until('the lists of the window', lambda: program.find_all(
                role='page tab', name=f'Supplier Invoices, {left}'), SECONDS)


Tap(globals()).run()
