# SPDX-License-Identifier: GPL-3.0-or-later
"""A company whose program can be troubled at an exact moment (see trouble/trouble.c)."""

import csv
import dataclasses
import datetime
import decimal
import os
import pathlib
import signal
import subprocess

from practice import build_file
from shell import Shell

LIBRARY = build_file('tests/proof/libcfl-trouble.so')
VENDORS = ('Aurora Textiles Pty Ltd', 'Banksia Botanicals', 'Calder & Wray Ltd', 'Harlan Glassworks')
HEADINGS = ('Order Ref', 'Supplier', 'Invoice Date', 'Supplier Inv No', 'Created Date', 'Currency',
            'Item Name', 'Item Qty', 'Item Price')
TOWELS = decimal.Decimal('20.50')
# Behind the program's back the books are closed up to so many days ago.
CLOSED_DAYS = 30
SECONDS = 120


@dataclasses.dataclass
class Order:
    """What a test brought, and what has to become of it."""
    reference: str
    kind: str  # Bill or PurchaseOrder
    vendor: str
    number: str
    date: str
    total: decimal.Decimal
    is_refused: bool

    def lines(self):
        return (('Towel', 2, TOWELS / 2), ('Jug', 1, self.total - TOWELS))


@dataclasses.dataclass
class Ended:
    """How a program ended: its exit code, what it said, what the library did and counted."""
    code: int
    out: str
    says: str
    trouble: str
    counts: dict

    @property
    def is_killed(self):
        return self.code == -signal.SIGKILL


class Shop(Shell):
    def __init__(self, practice, folder):
        self.folder = pathlib.Path(folder)
        super().__init__(practice, self.folder / 'data', 'UTC')
        self.folder.mkdir(parents=True, exist_ok=True)
        self.company = self.folder / 'data/counterfoil/companies/shop'
        self.database = self.company / 'company.db'
        self.started = 0
        self.environment |= {
            'HOME': str(self.folder), 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
            'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'practice',
            'SECRET_FILE_TEST_PATH': str(self.folder / 'keyring')}
        self.orders = {}
        self.others = set(practice.documents())

    def open(self):
        """Makes the company ready; then the books are closed where it does not know of it."""
        closed = self.day_before(CLOSED_DAYS)
        self.add()
        self.connect_quickbooks()
        self.run('refresh')
        self.run('set', 'past-months', '0')
        self.run('set', 'send-purchase-orders', 'yes')
        self.practice.control('set', {'closing_date': closed})

    def day_before(self, days):
        today = datetime.date.fromisoformat(self.practice.about['today'])
        return (today - datetime.timedelta(days=days)).isoformat()

    # ---- orders ----

    def make_order(self, kind, is_refused):
        number = len(self.orders) + 1
        reference = f'PO-{number:05}'
        order = Order(reference, kind, VENDORS[number % len(VENDORS)],
                      f'{number} {reference}' if kind == 'Bill' else reference,
                      self.day_before(CLOSED_DAYS + 10 if is_refused else number % 20),
                      TOWELS + decimal.Decimal(number) / 4, is_refused)
        self.orders[reference] = order
        return order

    def bring(self, count, kind='Bill', refused=0):
        """Imports so many new orders; QuickBooks will refuse the last of them. Returns their
        references."""
        orders = [self.make_order(kind, index >= count - refused) for index in range(count)]
        path = self.folder / 'orders.csv'
        with path.open('w', encoding='utf-8', newline='') as stream:
            writer = csv.writer(stream)
            writer.writerow(HEADINGS)
            for order in orders:
                billed = (order.date, order.number.split()[0]) if kind == 'Bill' else ('', '')
                for line in order.lines():
                    writer.writerow((order.reference, order.vendor, *billed, order.date, 'USD',
                                     *line))
        self.run('import', str(path))
        self.run('link', '--auto')
        return [order.reference for order in orders]

    # ---- programs that may be troubled ----

    def start_program(self, command, trouble='', power=None, keep_pace=False,
                      stdin=subprocess.DEVNULL):
        """Starts a program; trouble is what trouble.c reads, power the seed of a power cut. What the
        last minute saw is forgotten, unless pace is to be kept: it is tested elsewhere."""
        if not keep_pace:
            (self.company / 'quickbooks.calls').unlink(missing_ok=True)
        self.started += 1
        log = self.folder / f'trouble-{self.started}.log'
        environment = {
            **self.environment, 'LD_PRELOAD': str(LIBRARY), 'COUNTERFOIL_TROUBLE': trouble,
            'COUNTERFOIL_TROUBLE_FOLDER': str(self.folder), 'COUNTERFOIL_TROUBLE_LOG': str(log),
            # The sanitizer wants to be the first library; it works as the second as well.
            'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', '') + ':verify_asan_link_order=0'}
        if power is not None:
            environment['COUNTERFOIL_TROUBLE_POWER'] = str(power)
        process = subprocess.Popen(command, env=environment, text=True, stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.log = log
        return process

    def start(self, *arguments, **troubles):
        return self.start_program(self.command(*arguments), **troubles)

    def finish(self, process):
        out, says = process.communicate(timeout=SECONDS)
        trouble, *lines = process.log.read_text().splitlines() if process.log.exists() else ['']
        process.log.unlink(missing_ok=True)
        counts = {name: int(count) for name, count in (line.split() for line in lines)}
        return Ended(process.returncode, out, says.strip(), trouble, counts)

    def wait_stopped(self, process):
        """Waits until the program stands still where its trouble said."""
        _, status = os.waitpid(process.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status), status

    def upload(self, *which, **troubles):
        """Uploads what is ready; which is invoices or orders, and references instead of all."""
        kind, *references = which or ('invoices',)
        return self.finish(self.start('--json', 'upload', kind, *(references or ['--all']),
                                      **troubles))
