# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job on the command line: a company with addresses of its own, sign-in, pull, link, upload,
and what is then in the books of the practice server."""

import decimal
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'support'))
from practice import Practice  # noqa: E402
from shell import Shell  # noqa: E402
from tap import Tap  # noqa: E402

FOLDER = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION'])


def test_uploads_and_the_books_agree():
    with Practice() as practice:
        shell = Shell(practice, FOLDER / 'upload')
        shell.prepare()
        answer = shell.json('upload', 'invoices', '--all', code=(0, 1))
        uploaded = [row for row in answer['documents'] if row['state'] == 'uploaded']
        assert answer['uploaded'] == len(uploaded) > 100, answer
        assert answer['unknown'] == 0

        bills = practice.bills()
        for row in uploaded:
            bill = bills[row['doc_number']]
            assert bill['Id'] == row['quickbooks_id']
            assert decimal.Decimal(str(bill['TotalAmt'])) == decimal.Decimal(str(row['total'])), row
        for row in answer['documents']:
            if row['state'] == 'failed':
                assert row['error']['message'] and row['error']['fix'], row
        calls = practice.calls()
        assert calls['quickbooks']['beyond_limits'] == 0, calls
        assert calls['odd_amounts'] == 0, calls

        # A second run finds nothing left to send.
        before = len(practice.bills())
        again = shell.json('upload', 'invoices', '--all')
        assert again['uploaded'] == 0, again
        assert len(practice.bills()) == before


def test_cut_lines_post_nothing_twice():
    with Practice('--orders=60') as practice:
        shell = Shell(practice, FOLDER / 'cut')
        shell.prepare()
        practice.faults('cut-after-commit:bill:every=5', 'cut-before-commit:bill:every=7')
        answer = shell.json('upload', 'invoices', '--all', code=(0, 1))
        practice.faults()
        assert answer['unknown'] == 0, answer
        bills = practice.bills()
        for row in answer['documents']:
            assert (row['doc_number'] in bills) == (row['state'] == 'uploaded'), row


def test_exit_codes():
    with Practice('--orders=20') as practice:
        shell = Shell(practice, FOLDER / 'codes')
        shell.run('no-such-command', code=2)
        shell.add()
        shell.run('pull', code=3)
        assert shell.says
        shell.run('upload', 'invoices', '--all', code=3)
        shell.connect_cin7('wrong-key', code=3)
        assert 'wrong-key' not in shell.says
        shell.connect_quickbooks()
        shell.connect_cin7()
        shell.run('pull')
        shell.run('upload', 'invoices', 'PO-none', code=2)
        practice.end()
        shell.run('refresh', code=1)
        assert shell.says


def test_keeps_no_secret_in_files():
    with Practice('--orders=20') as practice:
        shell = Shell(practice, FOLDER / 'secrets')
        shell.prepare()
        about = practice.about
        for path in pathlib.Path(shell.environment['XDG_DATA_HOME']).rglob('*'):
            if path.is_file():
                assert path.stat().st_mode & 0o077 == 0, path
                content = path.read_bytes()
                for secret in (about['client_secret'], about['cin7_key']):
                    assert secret.encode() not in content, path


def test_newer_database_is_left_alone():
    with Practice('--orders=20') as practice:
        shell = Shell(practice, FOLDER / 'newer')
        shell.prepare()
        database = next(pathlib.Path(shell.environment['XDG_DATA_HOME']).rglob('company.db'))
        subprocess.run(['sqlite3', database, 'PRAGMA user_version = 9999'], check=True)
        shell.run('status', code=5)
        assert shell.says
        version = subprocess.run(['sqlite3', database, 'PRAGMA user_version'], check=True,
                                 capture_output=True, text=True).stdout
        assert version.strip() == '9999'


Tap(globals()).run()
