# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs counterfoil-cli for one company that keeps its data in a folder of its own."""

import decimal
import json
import os
import subprocess

from practice import address_of, build_file

PROGRAM = build_file('src/cli/counterfoil-cli')
COMPANY = 'Shop'
SECONDS = 300
REDIRECT = 'https://practice.counterfoil.example/callback'


class Shell:
    def __init__(self, practice, folder, time_zone=None):
        self.practice = practice
        self.environment = {**os.environ, 'XDG_DATA_HOME': str(folder)}
        self.time_zone = time_zone or practice.about['time_zone']

    def command(self, *arguments):
        return [PROGRAM, f'--company={COMPANY}', *arguments]

    def run(self, *arguments, code=0, text=None):
        """Runs a command that has to end with the given code; returns its standard output."""
        done = subprocess.run(self.command(*arguments), env=self.environment,
                              input=text, capture_output=True, text=True, timeout=SECONDS,
                              **({} if text is not None else {'stdin': subprocess.DEVNULL}))
        allowed = code if isinstance(code, tuple) else (code,)
        assert done.returncode in allowed, (
            f'{arguments} ended with {done.returncode}, not {code}:\n{done.stdout}\n{done.stderr}')
        self.says = done.stderr.strip()
        return done.stdout

    def json(self, *arguments, code=0):
        return json.loads(self.run('--json', *arguments, code=code), parse_float=decimal.Decimal)

    def add(self):
        about = self.practice.about
        self.run('company', 'add', COMPANY, '--environment=custom', f'--time-zone={self.time_zone}',
                 f'--intuit-url={about["intuit_url"]}', f'--quickbooks-url={about["quickbooks_url"]}',
                 f'--cin7-url={about["cin7_url"]}')

    def connect_quickbooks(self):
        about = self.practice.about
        with subprocess.Popen(
                self.command('connect', 'quickbooks', f'--client-id={about["client_id"]}',
                             f'--redirect-uri={REDIRECT}'),
                env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True) as process:
            process.stdin.write(about['client_secret'] + '\n')
            process.stdin.flush()
            said = ''
            for line in process.stdout:
                said += line
                if 'client_id=' in line:
                    break
            process.stdin.write(self.practice.sign_in(address_of(said)) + '\n')
            process.stdin.close()
            said += process.stdout.read()
        assert process.returncode == 0, said
        assert about['client_secret'] not in said

    def connect_cin7(self, key=None, code=0):
        about = self.practice.about
        return self.run('connect', 'cin7', f'--user={about["cin7_user"]}', code=code,
                        text=(key or about['cin7_key']) + '\n')

    def prepare(self):
        """Everything up to the point where orders can be uploaded."""
        self.add()
        self.connect_quickbooks()
        self.connect_cin7()
        self.run('refresh')
        self.run('pull')
        self.run('link', '--auto')
