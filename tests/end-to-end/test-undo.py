# SPDX-License-Identifier: GPL-3.0-or-later
"""What was uploaded is taken back: only what nobody has touched, exactly once, and its orders can go
again."""

import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / 'support'))
from practice import Practice  # noqa: E402
from shell import Shell  # noqa: E402
from tap import Tap  # noqa: E402

FOLDER = pathlib.Path(os.environ['COUNTERFOIL_TEST_SESSION'])


def ready(shell):
    return [row['reference'] for row in shell.json('list', 'invoices', '--status=ready')['invoices']]


def upload(shell, count):
    """Uploads so many bills; returns the run and its documents by the order's reference."""
    answer = shell.json('upload', 'invoices', *ready(shell)[:count], code=(0, 1))
    uploaded = {row['reference']: row for row in answer['documents'] if row['state'] == 'uploaded'}
    assert len(uploaded) >= count - 1, answer
    return answer['run'], uploaded


def states(answer):
    return {row['reference']: row['state'] for row in answer['documents']}


def runs(shell):
    return shell.json('list', 'runs')['runs']


def test_takes_back_what_nobody_touched():
    with Practice('--orders=120') as practice:
        shell = Shell(practice, FOLDER / 'touched')
        shell.prepare()
        run, documents = upload(shell, 12)
        names = list(documents)
        paid, part, changed, moved, gone = names[:5]
        practice.control('pay', {'id': documents[paid]['quickbooks_id'], 'date': '2026-03-05'})
        practice.control('pay', {'id': documents[part]['quickbooks_id'], 'amount': '0.01'})
        practice.control('change', {'id': documents[changed]['quickbooks_id'], 'PrivateNote': 'x'})
        practice.control('change', {'id': documents[moved]['quickbooks_id'], 'DocNumber': 'OTHER'})
        practice.control('delete', {'id': documents[gone]['quickbooks_id']})

        # Looking changes nothing.
        before = practice.documents()
        seen = shell.json('undo', run, '--dry-run')
        assert practice.documents() == before
        assert seen['run'] is None
        standings = {row['reference']: row['standing'] for row in seen['documents']}
        assert [standings[name] for name in names[:5]] == [
            'paid', 'partly_paid', 'changed', 'number_changed', 'gone'], standings
        assert {standings[name] for name in names[5:]} == {'untouched'}, standings
        assert states(seen)[gone] == states(seen)[names[5]] == 'ready'

        answer = shell.json('undo', run, code=1)
        assert answer['undone'] == len(names) - 4, answer
        assert answer['kept'] == 4 and answer['failed'] == answer['unknown'] == 0, answer
        for row in answer['documents']:
            is_kept = row['reference'] in (paid, part, changed, moved)
            assert row['state'] == ('kept' if is_kept else 'undone'), row
            assert bool(row['error']) == is_kept, row
            assert (row['quickbooks_id'] in practice.documents()) == is_kept, row

        # The orders are back where they were, and what was kept is not.
        back = ready(shell)
        assert all((name in back) == (name not in (paid, part, changed, moved)) for name in names)
        uploaded = {row['reference'] for row in shell.json('list', 'uploaded')['uploaded']}
        assert uploaded == {paid, part, changed, moved}, uploaded

        # Both runs are on record.
        undo, first = runs(shell)[:2]
        assert undo['run'] == answer['run'] and undo['operation'] == 'undo', undo
        assert first['run'] == run and first['undone'] == len(names) - 4, first

        # They go again, as new documents, and nothing is there twice.
        again = shell.json('upload', 'invoices', *(name for name in names if name in back))
        assert again['uploaded'] == len(names) - 4, again
        practice.bills()  # says so where a number is in the books twice
        ids = {row['quickbooks_id'] for row in again['documents']}
        assert ids.isdisjoint(row['quickbooks_id'] for row in documents.values())

        # Undone once is undone.
        once_more = shell.json('undo', run, code=1)
        assert once_more['undone'] == 0 and once_more['kept'] == 4, once_more
        assert len(runs(shell)) == 3


def test_takes_back_single_documents():
    with Practice('--orders=60') as practice:
        shell = Shell(practice, FOLDER / 'single')
        shell.prepare()
        _run, documents = upload(shell, 4)
        names = list(documents)
        number = str(runs(shell)[0]['number'])
        shell.run('undo', number, names[0], 'PO-none', code=2)
        assert 'PO-none' in shell.says
        answer = shell.json('undo', number, names[0], names[1])
        assert states(answer) == {names[0]: 'undone', names[1]: 'undone'}, answer
        table = shell.run('undo', number)
        assert '2 of 2 documents taken back.' in table, table
        assert 'Nothing of this run is left' in shell.run('undo', number)


def test_closed_books_stay():
    with Practice('--orders=60') as practice:
        shell = Shell(practice, FOLDER / 'closed')
        shell.prepare()
        run, documents = upload(shell, 3)
        # Nobody has refreshed the lists since the books were closed.
        practice.control('set', {'closing_date': practice.about['today']})
        answer = shell.json('undo', run, code=1)
        assert answer['kept'] == len(documents), answer
        assert {row['error']['code'] for row in answer['documents']} == {'closed'}, answer
        assert practice.calls()['calls'].get('delete', 0) == 0
        practice.control('set', {'closing_date': ''})
        assert shell.json('undo', run)['undone'] == len(documents)


def test_lost_answers_delete_nothing_twice():
    with Practice('--orders=120') as practice:
        shell = Shell(practice, FOLDER / 'lost')
        shell.prepare()
        run, documents = upload(shell, 30)
        others = {id for id in practice.documents()} - {
            row['quickbooks_id'] for row in documents.values()}
        practice.faults('cut-after-commit:delete:every=3', 'cut-before-commit:delete:every=4',
                        'truncated:delete:every=5', '502:delete:every=7')
        answer = shell.json('undo', run)
        practice.faults()
        assert answer['undone'] == len(documents) and answer['unknown'] == 0, answer
        assert set(practice.documents()) == others
        assert set(documents) <= set(ready(shell))


def test_what_is_not_known_is_found_out_later():
    with Practice('--orders=60') as practice:
        shell = Shell(practice, FOLDER / 'unknown')
        shell.prepare()
        run, documents = upload(shell, 3)
        # The answers are lost, and nobody can say what became of it.
        practice.faults('cut-after-commit:delete', '500:bill')
        answer = shell.json('undo', run, code=6)
        assert answer['unknown'] > 0, answer
        uploaded = {row['reference'] for row in shell.json('list', 'uploaded')['uploaded']}
        unknown = {name for name, state in states(answer).items() if state == 'unknown'}
        assert unknown <= uploaded
        practice.faults()
        # Before anything else is sent it is known.
        shell.run('undo', run)
        assert shell.json('list', 'uploaded')['uploaded'] == []
        assert set(documents) <= set(ready(shell))
        assert runs(shell)[1]['unknown'] == 0


def test_purchase_orders_too():
    with Practice('--orders=200') as practice:
        shell = Shell(practice, FOLDER / 'orders')
        shell.prepare()
        shell.run('set', 'send-purchase-orders', 'yes')
        answer = shell.json('upload', 'orders', '--all')
        assert answer['uploaded'] > 3, answer
        undone = shell.json('undo', answer['run'])
        assert undone['undone'] == answer['uploaded'], undone
        assert practice.purchase_orders() == []
        again = shell.json('upload', 'orders', '--all')
        assert again['uploaded'] == answer['uploaded'], again


def test_wrong_use():
    with Practice('--orders=30') as practice:
        shell = Shell(practice, FOLDER / 'wrong')
        shell.prepare()
        shell.run('undo', code=2)
        shell.run('undo', '17', code=2)
        run, _documents = upload(shell, 1)
        undo = shell.json('undo', run)['run']
        shell.run('undo', undo, code=2)
        assert 'upload their orders' in shell.says


if __name__ == '__main__':
    Tap(globals()).run()
