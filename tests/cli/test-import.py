# SPDX-License-Identifier: GPL-3.0-or-later
"""`counterfoil-cli import`: what it prints and how it ends."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'support'))
from tap import Tap  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
NOWHERE = 'http://127.0.0.1:9'
GOOD = ('Order Ref,Supplier,Item Name,Item Qty,Item Price,Weight\n'
        'PO-1,Aurora,Towel,2,"1,250.50",3\n'
        'PO-2,Kestrel,Jug,1,7,3\n')
BAD_ROW = GOOD + 'PO-3,Kestrel,Mug,many,2,3\n'
OPEN = 'Order Ref,Supplier,Invoice Date,Total\nPO-1,Aurora,03/04/2026,5\n'


class Company:
    """A company in a folder of its own that no server belongs to."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        ended = self.run('company', 'add', 'Acme', '--environment=custom', f'--intuit-url={NOWHERE}',
                         f'--quickbooks-url={NOWHERE}', f'--cin7-url={NOWHERE}')
        assert ended.returncode == 0, ended.stderr
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def run(self, *arguments):
        env = dict(os.environ, HOME=str(self.path), XDG_DATA_HOME=str(self.path / 'data'))
        return subprocess.run([PROGRAM, *arguments], cwd=self.path, env=env, capture_output=True,
                              text=True, timeout=60, stdin=subprocess.DEVNULL)

    def import_text(self, text, *arguments):
        (self.path / 'orders.csv').write_text(text)
        return self.run('import', 'orders.csv', *arguments)


def assert_ends(ended, status, *, out='', err=''):
    assert ended.returncode == status, (ended.returncode, ended.stdout, ended.stderr)
    assert out in ended.stdout, ended.stdout
    assert err in ended.stderr, ended.stderr


def test_imports_once():
    with Company() as company:
        assert_ends(company.import_text(GOOD), 0, out='Orders: 2 new, 0 changed, 0 unchanged.',
                    err='Columns that were not needed: Weight')
        assert_ends(company.import_text(GOOD), 0, out='Orders: 0 new, 0 changed, 2 unchanged.')
        assert 'PO-1' in company.run('list', 'orders').stdout


def test_dry_run_saves_nothing():
    with Company() as company:
        assert_ends(company.import_text(GOOD, '--dry-run'), 0, out='2 new')
        assert 'PO-1' not in company.run('list', 'orders').stdout
        assert_ends(company.import_text(GOOD), 0, out='2 new')


def test_names_a_bad_row():
    with Company() as company:
        assert_ends(company.import_text(BAD_ROW), 1, out='2 new',
                    err='Row 4, Item Qty: Order PO-3 was left out')


def test_json():
    with Company() as company:
        ended = company.import_text(BAD_ROW, '--json')
        assert ended.returncode == 1 and ended.stderr == '', ended.stderr
        answer = json.loads(ended.stdout)
        assert list(answer) == ['added', 'changed', 'unchanged', 'problems'], answer
        assert (answer['added'], answer['changed'], answer['unchanged']) == (2, 0, 0), answer
        [problem] = answer['problems']
        assert list(problem) == ['row', 'column', 'message'], problem
        assert (problem['row'], problem['column']) == (4, 'Item Qty'), problem


def test_refuses_to_guess():
    with Company() as company:
        assert_ends(company.import_text(OPEN), 2, err='--date-order=DMY')
        assert_ends(company.import_text(OPEN, '--date-order=DMY'), 0, out='1 new')
        assert_ends(company.import_text(OPEN, '--date-order=MDY'), 0, out='1 changed')
        assert_ends(company.import_text(OPEN, '--date-order=XYZ'), 2, err='DMY, MDY, YMD')


def test_maps():
    with Company() as company:
        text = 'Nr,Wer,Betrag\n1,Aurora,5\n'
        assert_ends(company.import_text(text), 2, err='--map=COLUMN=reference')
        maps = ['--map=Nr=reference', '--map=Wer=supplier', '--map=Betrag=total']
        assert_ends(company.import_text(text, *maps), 0, out='1 new')
        assert_ends(company.import_text(text, '--map=Betrag=colour'), 2, err='line_total')


def test_wrong_use():
    with Company() as company:
        assert_ends(company.run('import'), 2, err='one CSV file')
        assert_ends(company.run('import', 'a', 'b'), 2)
        assert_ends(company.run('import', 'a', '--colour'), 2)
        assert_ends(company.import_text('', '--dry-run'), 2, err='empty')


def test_unreadable():
    with Company() as company:
        assert_ends(company.run('import', 'missing.csv'), 5, err='There is no file “missing.csv”')
        assert_ends(company.run('import', '.'), 5)
        ended = company.run('--json', 'import', 'missing.csv')
        assert json.loads(ended.stdout)['error']['code'] == 'file', ended.stdout


Tap(globals()).run()
