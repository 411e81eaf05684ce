# SPDX-License-Identifier: GPL-3.0-or-later
"""Purchase orders in the window: the tab says that they are off and offers them, then they are uploaded."""

import decimal
import json
import os
import pathlib
import sys
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from driver import Program, keys, screenshot, wait_until  # noqa: E402
from practice import build_file  # noqa: E402
from tap import Tap  # noqa: E402

SECONDS = 90
OFF = 'That is switched off.'


def purchase_orders():
    """Asks the practice server that the window has started for its purchase orders."""
    folder = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'counterfoil/companies/practice'
    about = json.loads((folder / 'practice.json.address').read_text(encoding='utf-8'))
    request = urllib.request.Request(f'{about["quickbooks_url"]}/practice/ledger',
                                     headers={'X-Practice-Token': about['control_token']})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        return json.load(answer, parse_float=decimal.Decimal)['PurchaseOrder']


def link_by_dialog(program):
    keys('ctrl+l')
    program.find(role='button', contains='Accept All Exact Matches (', seconds=SECONDS).act()
    dialog = program.find(role='dialog', name='Accept All Exact Matches', seconds=SECONDS)
    wait_until('the exact matches', lambda: len(dialog.find_all(role='row')) > 0, SECONDS)
    keys('Return')
    program.find_none(role='dialog', name='Accept All Exact Matches', seconds=SECONDS)
    keys('Escape')
    program.find_none(role='dialog', name='Link Contacts', seconds=SECONDS)


def test_off_until_somebody_wants_them():
    with Program(build_file('src/ui/counterfoil'), '--practice') as program:
        program.find(role='label', contains='refreshed at', seconds=SECONDS)
        link_by_dialog(program)
        keys('alt+2')
        program.find(role='label', contains=OFF, seconds=SECONDS)
        screenshot('off')
        program.find(role='button', contains='Switch On', seconds=SECONDS).act()
        program.find_none(role='label', contains=OFF, seconds=SECONDS)
        screenshot('on')

        keys('ctrl+u')
        question = program.find(contains='purchase orders?', seconds=SECONDS)
        count = int(question.text.split()[1])
        assert count > 5, question.text
        program.find(contains='make it there, from the purchase order', seconds=SECONDS)
        screenshot('question')
        keys('Return')
        wait_until('the purchase orders in the books',
                   lambda: len(purchase_orders()) == count, SECONDS)
        program.find(contains=f'{count} purchase orders uploaded', seconds=SECONDS)
        screenshot('uploaded')


Tap(globals()).run()
