# SPDX-License-Identifier: GPL-3.0-or-later
"""Uploads bills to the practice server with Intuit's limits on, and prints the time beside the least
time that the limits allow, how often the server answered 429, and the seconds of processor time for
each 1,000 bills.

    upload-bills.py [BILLS...]

A single bill takes 300 ms in the median: the way there and back, which varies, and what QuickBooks
needs for each document, in a batch as much as alone."""

import csv
import math
import pathlib
import resource
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / 'tests/support')]
from practice import Practice  # noqa: E402
from shell import Shell  # noqa: E402

SIZES = (300, 3000)
WAY = 0.1
ITEM = 0.2
SPREAD = 0.3
# Intuit's limits, for an app and a company.
PER_MINUTE = 500
BATCHES_PER_MINUTE = 40
ITEMS = 30
AT_ONCE = 10
GOAL_RATIO = 1.05
GOAL_REFUSED = 0
VENDORS = ('Aurora Textiles Pty Ltd', 'Banksia Botanicals', 'Calder & Wray Ltd', 'Harlan Glassworks')
HEADINGS = ('Order Ref', 'Supplier', 'Invoice Date', 'Supplier Inv No', 'Created Date', 'Currency',
            'Item Name', 'Item Qty', 'Item Price')


def least_seconds(bills):
    """Returns the least time in which the limits let so many bills through.

    In a minute leave at most 40 batches of 30 and 460 single bills: 1,660. So as long as more than
    1,660 wait, a whole minute has to pass. The last of them, n, leave in as few calls as there can be:
    c = ceil (n / 30), or beyond 40 batches c = 40 + n - 1,200. Of these ten are out at once, and each
    is out for its way and for its items; together they cannot be out for longer than ten times the
    time that passes:

        60 s x whole minutes + (n x item + c x way) / 10, and no less than one call takes

    The way is the mean of what the server draws."""
    in_batches = BATCHES_PER_MINUTE * ITEMS
    in_minute = in_batches + PER_MINUTE - BATCHES_PER_MINUTE
    minutes = max(0, math.ceil(bills / in_minute) - 1)
    rest = bills - minutes * in_minute
    calls = (math.ceil(rest / ITEMS) if rest <= in_batches
             else BATCHES_PER_MINUTE + rest - in_batches)
    way = WAY * math.exp(SPREAD ** 2 / 2)
    return 60 * minutes + max((rest * ITEM + calls * way) / AT_ONCE, way + ITEM)


def write_orders(path, bills, today):
    with path.open('w', encoding='utf-8', newline='') as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS)
        for number in range(1, bills + 1):
            for line in (('Towel', 2, '10.25'), ('Jug', 1, f'{number / 4:.2f}')):
                writer.writerow((f'PO-{number:05}', VENDORS[number % len(VENDORS)], today, number,
                                 today, 'USD', *line))


def upload(shell):
    """Returns the seconds of processor time of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(shell.command('upload', 'invoices', '--all'), env=shell.environment, check=True,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def read_run(folder):
    """Returns the seconds between the press of Upload, when all is written down, and the end."""
    database = next(folder.glob('data/counterfoil/companies/*/company.db'))
    with sqlite3.connect(f'file:{database}?mode=ro', uri=True) as connection:
        started, finished = connection.execute('SELECT started_at, finished_at FROM runs').fetchone()
    return (finished - started) / 1e6


def measure(bills):
    with tempfile.TemporaryDirectory(prefix='counterfoil-benchmark-') as name:
        folder = pathlib.Path(name)
        with Practice('--orders=1', f'--latency={round(WAY * 1000)}',
                      f'--item-latency={round(ITEM * 1000)}',
                      f'--latency-spread={round(SPREAD * 100)}') as practice:
            shell = Shell(practice, folder / 'data', 'UTC')
            shell.environment |= {
                'HOME': name, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
                'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PASSWORD': 'practice',
                'SECRET_FILE_TEST_PATH': str(folder / 'keyring')}
            shell.add()
            shell.connect_quickbooks()
            shell.run('refresh')
            shell.run('set', 'past-months', '0')
            write_orders(folder / 'orders.csv', bills, practice.about['today'])
            shell.run('import', str(folder / 'orders.csv'))
            shell.run('link', '--auto')
            # What the calls so far have used of the limits is forgotten on both sides.
            for record in folder.glob('data/counterfoil/companies/*/quickbooks.calls*'):
                record.unlink()
            practice.control('clock', {'seconds': 120})
            before = practice.calls()
            processor = upload(shell)
            after = practice.calls()
            made = len(practice.bills())
        return (read_run(folder), processor, after['refused'] - before['refused'], made,
                after['calls'].get('batch', 0), after['calls'].get('bill', 0))


def main():
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    for bills in sizes:
        seconds, processor, refused, made, batches, singles = measure(bills)
        least = least_seconds(bills)
        assert made >= bills, f'{made} bills are in the books, not {bills}'
        print(f'{bills:,} bills in {seconds:.2f} s: {batches} batches and {singles} single calls; '
              f'the limits allow {least:.2f} s')
        print(f'ratio: {seconds / least:.3f} (goal: at most {GOAL_RATIO}), '
              f'answers 429: {refused} (goal: {GOAL_REFUSED}), '
              f'processor: {processor * 1000 / bills:.2f} s for 1,000 bills', flush=True)


main()
