# SPDX-License-Identifier: GPL-3.0-or-later
"""From a bookkeeper's file to bills: import, link, upload, and the same file once more."""

import decimal
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from practice import build_file  # noqa: E402
from tap import Tap  # noqa: E402

PROGRAM = build_file('src/cli/counterfoil-cli')
FOLDER = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION'])
SECONDS = 300

# Cin7's reconciliation report with tax, and a German spreadsheet with lines.
REPORT = '''\
Created Date,Order Ref,Supplier,Supplier Inv No,Full Received / Completed Date,\
Invoice / Supplier Credit Note Date,PO Status,Qty Ordered,Product Total,Total Tax,Total (Incl),Currency
{day},PO-CSV-1,Banksia Botanicals,BB-9001,{day},{day},Approved,3,"1,100.00",110.00,"1,210.00",USD
{day},PO-CSV-2,Banksia Botanicals,BB-9002,{day},{day},Approved,1,50.05,0.00,50.05,USD
'''
GERMAN = '''\
Bestellung;Lieferant;Supplier Inv No;Invoice Date;Item Name;Item Qty;Item Price;Currency
PO-CSV-3;Calder & Wray Ltd;R-1;{german};Handtuch;3;1.250,3333;usd
PO-CSV-3;Calder & Wray Ltd;R-1;{german};Seife;10;0,125;usd
'''


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=SECONDS,
                          stdin=subprocess.DEVNULL, cwd=FOLDER,
                          env={**os.environ, 'XDG_DATA_HOME': str(FOLDER / 'import')})
    assert done.returncode == code, (
        f'{arguments} ended with {done.returncode}, not {code}:\n{done.stdout}\n{done.stderr}')
    return done.stdout


def read(*arguments, code=0):
    return json.loads(run('--json', *arguments, code=code), parse_float=decimal.Decimal)


def write(name, text):
    today = subprocess.run(['date', '+%Y-%m-%d %d.%m.%Y'], capture_output=True, text=True,
                           check=True).stdout.split()
    (FOLDER / name).write_text(text.format(day=today[0], german=today[1]), encoding='cp1252')


def counts(answer):
    return answer['added'], answer['changed'], answer['unchanged'], len(answer['problems'])


def test_files_become_bills():
    write('report.csv', REPORT)
    write('german.csv', GERMAN)
    maps = ['--map=Bestellung=reference', '--map=Lieferant=supplier']
    run('company', 'add', 'Practice', '--environment=practice')
    run('refresh')
    assert counts(read('import', 'report.csv')) == (2, 0, 0, 0)
    assert counts(read('import', 'german.csv', *maps)) == (1, 0, 0, 0)
    run('link', '--auto')

    answer = read('upload', 'invoices', '--all')
    totals = {row['reference']: row['total'] for row in answer['documents']}
    assert answer['uploaded'] == 3, answer
    assert totals == {'PO-CSV-1': decimal.Decimal('1210'), 'PO-CSV-2': decimal.Decimal('50.05'),
                      'PO-CSV-3': decimal.Decimal('3752.25')}, totals

    # The same files say nothing new, and nothing is sent again.
    assert counts(read('import', 'report.csv')) == (0, 0, 2, 0)
    assert counts(read('import', 'german.csv', *maps)) == (0, 0, 1, 0)
    assert read('upload', 'invoices', '--all')['documents'] == []


def test_an_order_of_cin7_is_not_imported_beside_it():
    run('pull')
    reference = read('list', 'invoices')['invoices'][0]['reference']
    (FOLDER / 'again.csv').write_text(f'Order Ref,Supplier,Total\n{reference},Somebody,5\n')
    answer = read('import', 'again.csv', code=1)
    assert counts(answer) == (0, 0, 0, 1), answer
    assert reference in answer['problems'][0]['message'] and answer['problems'][0]['row'] == 2


Tap(globals()).run()
