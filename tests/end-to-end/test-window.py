# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job in the window, by keyboard and by what assistive technology sees: a first start on the
practice company, links through the dialog, ticks, the upload, the bills in the books, the failure on
Errors and its notification."""

import decimal
import json
import os
import pathlib
import sys
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from driver import (Program, keys, notifications, press_notification,  # noqa: E402
                    screenshot, wait_until, write)
from practice import build_file  # noqa: E402
from tap import Tap  # noqa: E402

SECONDS = 90
# All orders of this supplier can go, but for one: somebody has typed its number into QuickBooks.
NUMBER = 'PLH0'
TAKEN = 'PO-2349'


def bills():
    """Asks the practice server that the window has started for the bills in its books."""
    folder = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'counterfoil/companies/practice'
    about = json.loads((folder / 'practice.json.address').read_text(encoding='utf-8'))
    request = urllib.request.Request(f'{about["quickbooks_url"]}/practice/ledger',
                                     headers={'X-Practice-Token': about['control_token']})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        rows = json.load(answer, parse_float=decimal.Decimal)['Bill']
    return {row['DocNumber']: row for row in rows}


def rows_of(program):
    """Returns the references that the list in front shows."""
    return [row.name for row in program.find_all(role='row') if row.name.startswith(NUMBER)]


def check_box(program, name):
    return program.find(role='check box', name=name, seconds=SECONDS)


def ask_before_a_doubtful_link(program):
    """A vendor that nothing speaks for is linked only after a question."""
    dialog = program.find(role='dialog', name='Link Contacts', seconds=SECONDS)
    keys('alt+v')
    write('Ferry Street')
    wait_until('the vendors found', lambda: [
        row.name for row in dialog.find_all(role='row') if row.name.startswith('Ferry')] == [
            'Ferry Street Properties LLC'], SECONDS)
    keys('Down')
    wait_until('the first of them', lambda: any(
        row.has('focused') for row in dialog.find_all(role='row', contains='Ferry')), SECONDS)
    keys('Return')
    program.find(role='button', contains='Link Anyway', seconds=SECONDS)
    screenshot('doubtful')
    keys('Escape')
    program.find_none(role='button', contains='Link Anyway', seconds=SECONDS)


def link_by_dialog(program):
    keys('ctrl+l')
    ask_before_a_doubtful_link(program)
    program.find(role='button', contains='Accept All Exact Matches (', seconds=SECONDS).act()
    dialog = program.find(role='dialog', name='Accept All Exact Matches', seconds=SECONDS)
    wait_until('the exact matches', lambda: len(dialog.find_all(role='row')) > 0, SECONDS)
    screenshot('exact-matches')
    keys('Return')
    program.find_none(role='dialog', name='Accept All Exact Matches', seconds=SECONDS)
    keys('Escape')
    program.find_none(role='dialog', name='Link Contacts', seconds=SECONDS)


def test_the_job_in_the_window():
    with Program(build_file('src/ui/counterfoil'), '--practice') as program:
        # A first start: the practice company connects by itself and the list fills.
        program.find(role='label', contains='suppliers need a link', seconds=SECONDS)
        program.find(role='label', contains='refreshed at', seconds=SECONDS)
        before = set(bills())
        link_by_dialog(program)

        # Search, tick all that is listed and ready, look at the question, upload.
        keys('ctrl+f')
        write(NUMBER)
        wait_until('the found orders',
                   lambda: rows_of(program) and len(rows_of(program)) == len(
                       [row for row in program.find_all(role='check box', contains='Upload PO-')]),
                   SECONDS)
        found = rows_of(program)
        assert len(found) > 5, found
        keys('Return', 'ctrl+a')
        wait_until('the tick of the taken number',
                   lambda: check_box(program, f'Upload {TAKEN}').has('checked'), SECONDS)
        screenshot('ticked')
        keys('ctrl+u')
        program.find(contains=f'Upload {len(found)} supplier invoices?', seconds=SECONDS)
        screenshot('question')
        keys('Return')

        # What is sent is in the books, once; the taken number failed, and a notification says so.
        told = wait_until('the notification', lambda: [
            call for call in notifications() if call.get('call') == 'Notify'], SECONDS)[-1]
        assert told['summary'] == f'1 of {len(found)} supplier invoices were not uploaded' or \
            told['summary'].startswith(f'1 of {len(found)} supplier invoice'), told
        posted = set(bills()) - before
        expected = {name for name in found if TAKEN not in name}
        assert posted == expected, (posted ^ expected)

        # The notification leads to Errors, where the order stands with its cause.
        show = next(key for key, label in told['actions'].items() if label == 'Show Errors')
        press_notification(told['id'], show)
        program.find(contains='number is already used', seconds=SECONDS)
        wait_until('the failed order', lambda: [
            row for row in program.find_all(role='row') if TAKEN in row.name], SECONDS)
        screenshot('errors')


Tap(globals()).run()
