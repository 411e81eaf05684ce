# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the practice server and looks into its books through the door for tests."""

import base64
import decimal
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.parse
import urllib.request

PROGRAM = os.environ.get('COUNTERFOIL_PRACTICE_PROGRAM', '')
SECONDS = 60


class KeepAddress(urllib.request.HTTPRedirectHandler):
    """Stops at a redirect instead of following it."""

    def redirect_request(self, *_arguments):
        return None


class Practice:
    """One practice server. Use it in a with statement."""

    def __init__(self, *options):
        self.process = subprocess.Popen([PROGRAM, '--port=0', *options], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, text=True)
        self.about = json.loads(self.process.stdout.readline())
        self.url = self.about['quickbooks_url']

    def __enter__(self):
        return self

    def __exit__(self, *_failure):
        self.end()

    def end(self):
        """Ends it, as a machine that goes down does."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def control(self, name, body=None, method=None):
        """Calls a control: GET without a body, else POST."""
        request = urllib.request.Request(
            f'{self.url}/practice/{name}', method=method or ('GET' if body is None else 'POST'),
            data=None if body is None else json.dumps(body).encode(),
            headers={'X-Practice-Token': self.about['control_token'],
                     'Content-Type': 'application/json'})
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return json.load(answer, parse_float=decimal.Decimal)

    def faults(self, *specifications):
        """Sets the trouble that it makes, such as 'cut-after-commit:bill:every=10'."""
        self.control('faults', {'faults': list(specifications)}, 'PUT')

    def bills(self):
        """Returns the bills in its books, by document number."""
        rows = self.control('ledger')['Bill']
        found = {row['DocNumber']: row for row in rows}
        assert len(found) == len(rows), 'A document number is in the books twice'
        return found

    def documents(self):
        """Returns every document in its books by its id."""
        ledger = self.control('ledger')
        return {row['Id']: row for kind in ('Bill', 'PurchaseOrder') for row in ledger[kind]}

    def purchase_orders(self):
        """Returns the purchase orders in its books."""
        return self.control('ledger')['PurchaseOrder']

    def order(self, reference):
        """Returns an order as Cin7 gives it."""
        words = urllib.parse.urlencode({'where': f"reference='{reference}'"})
        request = urllib.request.Request(f'{self.about["cin7_url"]}/api/v1/PurchaseOrders?{words}')
        pair = f'{self.about["cin7_user"]}:{self.about["cin7_key"]}'.encode()
        request.add_header('Authorization', f'Basic {base64.b64encode(pair).decode()}')
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            found = json.load(answer, parse_float=decimal.Decimal)
        assert len(found) == 1, (reference, found)
        return found[0]

    def change_order(self, reference, **members):
        """Changes an order in Cin7, as its users do."""
        self.control('set', {'order': {'id': self.order(reference)['id'], **members}})

    def calls(self):
        return self.control('calls')

    def sign_in(self, address):
        """Plays the browser: agrees on Intuit's page and returns the address it is sent to."""
        browser = urllib.request.build_opener(KeepAddress)
        try:
            with browser.open(address + '&practice_approve=1', timeout=SECONDS) as page:
                raise AssertionError(f'Not sent back, but shown: {page.read()[:500]}')
        except urllib.error.HTTPError as answer:
            assert answer.code == 302, answer.read()
            return answer.headers['Location']


def address_of(text):
    """Returns the first sign-in address in a text."""
    for word in text.split():
        if word.startswith(('http://', 'https://')) and 'client_id=' in word:
            return word
    raise AssertionError(f'No address to open in: {text}')


def build_file(*parts):
    return pathlib.Path(os.environ['CFL_BUILD_ROOT']).joinpath(*parts)
