# SPDX-License-Identifier: GPL-3.0-or-later
"""A practice server with one company, for one test."""

import tempfile

from books import Books
from practice import Practice
from shop import Shop


class Trial:
    """Use it in a with statement. QuickBooks takes two bills of one number here: nothing but the
    program itself keeps one from being there twice."""

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix='counterfoil-proof-')
        self.practice = Practice('--no-limits', '--orders=1')
        self.practice.control('set', {'grace_for_old_tokens': True,
                                      'preferences': {'WarnDuplicateBillNumber': 'false'}})
        self.shop = Shop(self.practice, self.folder.name)
        self.shop.open()
        return self

    def __exit__(self, *_failure):
        self.practice.end()
        self.folder.cleanup()

    def finish(self):
        """Without trouble, what was begun comes to its end, and everything agrees."""
        self.practice.faults()
        ended = self.shop.upload()
        assert ended.code in (0, 1), ended
        Books(self.shop).check_done()
        return ended
