# SPDX-License-Identifier: GPL-3.0-or-later
"""Unbilled orders become QuickBooks purchase orders when the company wants that and can keep them, and
are billed later."""

import datetime
import decimal
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'support'))
from practice import Practice  # noqa: E402
from shell import Shell  # noqa: E402
from tap import Tap  # noqa: E402

FOLDER = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION'])
ENABLED = 'VendorAndPurchasesPrefs.PurchaseOrderEnabled'
CUSTOM = 'VendorAndPurchasesPrefs.UseCustomTxnNumbers'


def ready(shell, kind='orders'):
    return [row for row in shell.json('check', kind)['documents'] if row['ready']]


def codes(shell, *references, kind='orders'):
    rows = shell.json('check', kind, *references)['documents']
    return {row['error']['code'] if row['error'] else 'ready' for row in rows}


def test_the_setting_decides():
    with Practice('--orders=120') as practice:
        shell = Shell(practice, FOLDER / 'setting')
        shell.prepare()
        assert not ready(shell)
        assert 'purchase_orders_off' in codes(shell)
        answer = shell.json('upload', 'orders', '--all')
        assert answer['documents'] == [] and practice.purchase_orders() == []
        shell.run('set', 'send-purchase-orders', 'yes')
        assert ready(shell)
        assert 'purchase_orders_off' not in codes(shell)


def test_uploads_once_and_bills_later():
    with Practice('--orders=200') as practice:
        shell = Shell(practice, FOLDER / 'orders')
        shell.prepare()
        shell.run('set', 'send-purchase-orders', 'yes')
        expected = {row['reference']: row for row in ready(shell)}
        assert len(expected) > 5, expected
        practice.faults('cut-after-commit:purchaseorder:every=4')
        answer = shell.json('upload', 'orders', '--all')
        practice.faults()
        assert answer['uploaded'] == len(expected), answer
        books = {row['Id']: row for row in practice.purchase_orders()}
        assert len(books) == len(expected)
        for row in answer['documents']:
            held = books[row['quickbooks_id']]
            assert held['DocNumber'] == row['doc_number'] == row['reference'][:21]
            assert decimal.Decimal(str(held['TotalAmt'])) == decimal.Decimal(str(row['total'])), row
            assert held['TxnDate'] == expected[row['reference']]['date']
            assert row['reference'] in held['PrivateNote'] and held['POStatus'] == 'Open'
        assert shell.json('upload', 'orders', '--all')['documents'] == []

        # The order is billed in Cin7: it may not be posted beside its purchase order.
        reference = answer['documents'][0]['reference']
        today = datetime.date.today()
        practice.change_order(reference, invoiceDate=f'{today}T12:00:00Z',
                              supplierInvoiceReference='LATE-1')
        shell.run('pull')
        bills = len(practice.bills())
        row = shell.json('check', 'invoices', reference)['documents'][0]
        assert row['error']['code'] == 'sent_as_purchase_order', row
        assert 'purchase order' in row['error']['message'] and row['error']['fix'], row
        refused = shell.json('upload', 'invoices', reference, code=1)['documents'][0]
        assert refused['error']['code'] == 'not_eligible', refused
        assert refused['error']['fix'] == row['error']['fix']
        assert len(practice.bills()) == bills


def test_numbers_of_quickbooks_own():
    with Practice('--orders=120') as practice:
        shell = Shell(practice, FOLDER / 'numbers')
        practice.control('set', {'preferences': {CUSTOM: 'false'}})
        shell.prepare()
        shell.run('set', 'send-purchase-orders', 'yes')
        practice.faults('cut-after-commit:purchaseorder:every=3')
        answer = shell.json('upload', 'orders', '--all')
        practice.faults()
        assert answer['uploaded'] == len(answer['documents']) > 3, answer
        books = {row['Id']: row for row in practice.purchase_orders()}
        assert len(books) == answer['uploaded']
        for row in answer['documents']:
            held = books[row['quickbooks_id']]
            assert row['doc_number'] == '' and held['DocNumber'].isdigit()
            assert row['reference'] in held['PrivateNote']


def test_companies_without_purchase_orders():
    with Practice('--orders=120') as practice:
        shell = Shell(practice, FOLDER / 'without')
        practice.control('set', {'preferences': {ENABLED: 'false'}})
        shell.prepare()
        shell.run('set', 'send-purchase-orders', 'yes')
        assert not ready(shell)
        assert 'purchase_orders_unavailable' in codes(shell)
        practice.control('set', {'preferences': {ENABLED: 'true'},
                                 'edition': 'QuickBooks Online Essentials'})
        shell.run('refresh')
        rows = [row for row in shell.json('check', 'orders')['documents'] if
                row['error'] and row['error']['code'] == 'purchase_orders_unavailable']
        assert rows and 'QuickBooks Online Essentials' in rows[0]['error']['message'], rows

        # It was downgraded since the last refresh: the first refusal stops the rest and is learnt.
        practice.control('set', {'edition': 'QuickBooks Online Plus'})
        shell.run('refresh')
        count = len(ready(shell))
        assert count > 3
        practice.control('set', {'edition': 'QuickBooks Online Essentials'})
        answer = shell.json('upload', 'orders', '--all', code=1)
        assert answer['uploaded'] == 0 and answer['failed'] + answer['cancelled'] == count, answer
        assert 0 < answer['failed'] <= 10 and practice.purchase_orders() == []
        failed = next(row for row in answer['documents'] if row['state'] == 'failed')
        assert failed['error']['code'] == '5030' and failed['error']['fix'], failed
        assert not ready(shell)
        practice.control('set', {'edition': 'QuickBooks Online Plus'})
        shell.run('refresh')
        assert len(ready(shell)) >= count - answer['failed']


Tap(globals()).run()
