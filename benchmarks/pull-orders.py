# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulls orders from the practice server with its limits off, and prints orders a second beside the
time that sqlite3 needs to insert the same rows.

    pull-orders.py PROGRAM PRACTICE-SERVER [ORDERS]"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

TABLES = ('orders', 'order_lines')


def schema_of(database):
    """Returns the statements that make the tables and indices of the orders, without triggers."""
    names = ', '.join(f"'{name}'" for name in TABLES)
    return subprocess.run(
        ['sqlite3', database, "SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL AND "
         f"type IN ('table', 'index') AND tbl_name IN ({names}) ORDER BY type DESC"],
        check=True, capture_output=True, text=True).stdout


def seconds_of_sqlite3(folder, database):
    """Inserts the rows of the database into a new one and returns the seconds it takes."""
    script = ['PRAGMA journal_mode = WAL;', schema_of(database), 'BEGIN;']
    for name in TABLES:
        script.append(subprocess.run(
            ['sqlite3', database, f'.mode insert {name}', f'SELECT * FROM {name}'],
            check=True, capture_output=True, text=True).stdout)
    script.append('COMMIT;')
    start = time.monotonic()
    subprocess.run(['sqlite3', folder / 'copy.db'], input='\n'.join(script), text=True, check=True,
                   stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def main():
    program, server = sys.argv[1:3]
    wanted = sys.argv[3] if len(sys.argv) > 3 else '10000'
    with tempfile.TemporaryDirectory(prefix='counterfoil-benchmark-') as name:
        folder = pathlib.Path(name)
        practice = subprocess.Popen([server, '--port=0', '--no-limits', f'--orders={wanted}'],
                                    stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        try:
            about = json.loads(practice.stdout.readline())
            database = folder / 'company.db'
            answer = subprocess.run(
                [program, about['cin7_url'], about['cin7_user'], about['cin7_key'],
                 about['time_zone'], database],
                check=True, capture_output=True, text=True).stdout.split()
        finally:
            practice.kill()
            practice.wait()
        orders, seconds = int(answer[0]), float(answer[1])
        plain = seconds_of_sqlite3(folder, database)
    print(f'{orders} orders pulled in {seconds:.2f} s: {orders / seconds:,.0f} a second')
    print(f'sqlite3 inserts the same rows in {plain:.2f} s: {orders / plain:,.0f} a second')
    print(f'ratio: {seconds / plain:.1f}')


main()
