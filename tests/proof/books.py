# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what has to be the same in three places: the books of QuickBooks, the journal, and the
orders as the lists show them."""

import contextlib
import decimal
import hashlib
import pathlib
import re
import shutil
import sqlite3
import tempfile

# As in cfl-attempt.h and cfl-listing.h.
QUEUED, SENDING, UPLOADED, FAILED, UNKNOWN, CANCELLED = range(6)
OPEN = (QUEUED, SENDING, UNKNOWN)
KINDS = ('Bill', 'PurchaseOrder')
SHOW_UPLOADING = 6
LIST_UPLOADED = 4
IMPORTED = 1
CLOSED_PERIOD = 6210
ORDER_OF_NOTE = re.compile(r'\(order (\S+) from ')


@contextlib.contextmanager
def copy_of(database):
    """Opens a copy, so that looking does not repair what the next start has to repair."""
    with tempfile.TemporaryDirectory() as folder:
        for end in ('', '-wal'):
            source = pathlib.Path(f'{database}{end}')
            if source.exists():
                shutil.copyfile(source, f'{folder}/company.db{end}')
        with contextlib.closing(sqlite3.connect(f'{folder}/company.db')) as connection:
            connection.row_factory = sqlite3.Row
            yield connection


class Books:
    """The three of them at one moment at which no program is at work."""

    def __init__(self, shop):
        self.shop = shop
        self.documents = {}
        for identifier, document in shop.practice.documents().items():
            if identifier not in shop.others:
                reference = ORDER_OF_NOTE.search(document['PrivateNote']).group(1)
                self.documents.setdefault(reference, []).append(document)
        with copy_of(shop.database) as connection:
            found = connection.execute('PRAGMA integrity_check').fetchone()[0]
            assert found == 'ok', found
            assert not connection.execute('PRAGMA foreign_key_check').fetchall()
            self.orders = {row['reference']: row
                           for row in connection.execute('SELECT * FROM orders')}
            self.attempts = {reference: [] for reference in self.orders}
            for row in connection.execute('SELECT a.*, o.reference FROM attempts a'
                                          ' JOIN orders o ON o.id = a.order_id ORDER BY a.id'):
                self.attempts[row['reference']].append(row)
            self.runs = connection.execute('SELECT * FROM runs').fetchall()
            self.counts = connection.execute(
                'SELECT * FROM (SELECT list, show, count FROM counts WHERE count <> 0)'
                ' EXCEPT SELECT list, show, count (*) FROM orders GROUP BY list, show').fetchall()

    # ---- at every moment ----

    def check_document(self, reference, documents):
        """What is in the books is there once, and the journal knew of it before."""
        assert len(documents) == 1, f'{reference} is in the books {len(documents)} times'
        states = [row['state'] for row in self.attempts[reference]]
        sent = [state for state in states if state in (SENDING, UNKNOWN, UPLOADED)]
        assert len(sent) == 1, f'{reference} is in the books, the journal says {states}'

    def check_uploaded(self, reference, attempt):
        """What the journal calls uploaded is in the books as it was wanted."""
        order = self.shop.orders[reference]
        assert reference in self.documents, f'{reference} is not in the books'
        document = self.documents[reference][0]
        for found, wanted in (
                (attempt['quickbooks_id'], document['Id']),
                (attempt['number'], order.number), (document['DocNumber'], order.number),
                (KINDS[attempt['kind']], order.kind),
                (attempt['vendor_id'], document['VendorRef']['value']),
                (document['VendorRef']['name'], order.vendor),
                (document['CurrencyRef']['value'], 'USD'),
                (document['TxnDate'], order.date), (attempt['date'], order.date),
                (decimal.Decimal(document['TotalAmt']), order.total),
                (decimal.Decimal(attempt['total']), order.total),
                (len(document['Line']), len(order.lines())), (attempt['line_count'],
                                                              len(order.lines()))):
            assert found == wanted, f'{reference}: {found!r}, not {wanted!r}'

    def check_attempt(self, reference, attempt):
        request = bytes(attempt['request'])
        assert hashlib.sha256(request).hexdigest() == attempt['request_hash'], reference
        if attempt['state'] == UPLOADED:
            self.check_uploaded(reference, attempt)
        if attempt['state'] == FAILED:
            assert self.shop.orders[reference].is_refused, (
                f'{reference} failed: {attempt["error_code"]} {attempt["error_message"]}'
                f' {attempt["error_detail"]} {attempt["answer"]}')
            assert attempt['error_code'] == CLOSED_PERIOD, dict(attempt)
            assert reference not in self.documents, reference

    def check_order(self, reference):
        """The order stands where its newest attempt put it."""
        row = self.orders[reference]
        kind = KINDS.index(self.shop.orders[reference].kind)
        attempts = [attempt for attempt in self.attempts[reference]
                    if attempt['state'] != CANCELLED]
        state = attempts[-1]['state'] if attempts else None
        place = {UPLOADED: LIST_UPLOADED, FAILED: 2 + kind}.get(state, kind)
        assert row['list'] == place, f'{reference}: state {state} in list {row["list"]}'
        assert (row['show'] == SHOW_UPLOADING) == (state in OPEN), (
            f'{reference}: state {state}, shown as {row["show"]}')
        assert (row['local_status'] == IMPORTED) == (state == UPLOADED and kind == 0), reference
        if state == UPLOADED:
            assert row['quickbooks_id'] == attempts[-1]['quickbooks_id'], reference

    def check(self):
        """What has to be true at every moment, also right after a crash."""
        assert set(self.orders) == set(self.shop.orders), 'Orders were lost'
        for reference, documents in self.documents.items():
            self.check_document(reference, documents)
        for reference, attempts in self.attempts.items():
            for attempt in attempts:
                self.check_attempt(reference, attempt)
            self.check_order(reference)
        assert not self.counts, [tuple(row) for row in self.counts]
        return self

    # ---- when all is done ----

    def states(self, reference):
        return [attempt['state'] for attempt in self.attempts[reference]]

    def list_open(self):
        return [reference for reference in self.orders
                if any(state in OPEN for state in self.states(reference))]

    def check_done(self, references=None):
        """Everything, or what is named, came to the end that was wanted; and nothing is open."""
        self.check()
        assert not self.list_open(), self.list_open()
        for reference in references or self.orders:
            end = FAILED if self.shop.orders[reference].is_refused else UPLOADED
            assert end in self.states(reference), f'{reference}: {self.states(reference)}'
        assert all(run['finished_at'] != 0 for run in self.runs), 'A run has no end'
        return self
