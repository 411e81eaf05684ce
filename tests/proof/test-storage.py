# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk lets the program down: the power goes, the disk is full or broken, the file cannot be
written, a page is damaged. The program says so in one sentence and ends with 5; and when the disk is
well again everything goes on, and nothing is sent twice."""

import ctypes
import json
import os
import pathlib
import random
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
from books import Books  # noqa: E402
from campaign import KILLS, SEED, run_campaigns, steps_of  # noqa: E402
from tap import Skip, Tap  # noqa: E402
from trial import Trial  # noqa: E402

POWER_STEPS = steps_of('journal', 'commit', 'checkpoint', 'checkpoint-sync', 'close',
                       'send-document', 'answer-document')
OPEN = 'cannot be opened'
READ_ONLY = 'cannot be written'
FULL = 'no room left'
DISK = 'reports an error'
DAMAGED = 'is damaged'
TROUBLE = 5
# What fails, at which of the times that it happens, and how the sentence may begin. A + is from then
# on. Of what happens often, some times are drawn.
FAILURES = (
    ('ENOSPC@before-space', '+', 8, (FULL, OPEN)),
    ('ENOSPC@before-journal', '', 4, (FULL,)),
    ('ENOSPC@mid-journal', '+', 4, (FULL,)),
    ('EIO@before-journal', '', 4, (DISK,)),
    ('EIO@before-commit', '', 8, (DISK,)),
    ('EIO@before-commit', '+', 4, (DISK,)),
    ('EIO@before-read', '', 4, (DISK,)),
    ('EIO@before-read', '+', 4, (DISK,)),
    ('EROFS@before-writable', '+', 2, (READ_ONLY,)),
    ('EACCES@before-writable', '+', 4, (READ_ONLY, OPEN)),
)
# The upload is over when these come: nothing is lost, and the next start makes up for it.
LATE_FAILURES = ('ENOSPC@before-checkpoint', 'EIO@before-checkpoint', 'EIO@before-checkpoint-sync',
                 'EACCES@before-close', 'ENOSPC@before-pace')
SENTENCES = re.compile(r'[A-Z][^\n]*\.')
PAGE = 4096
CLONE_NEWNS = 0x00020000
CLONE_NEWUSER = 0x10000000
TMPFS = b'tmpfs'


def assert_says(ended, beginnings):
    """One sentence, and what to do about it."""
    error = json.loads(ended.out)['error']
    assert ended.code == TROUBLE, ended
    assert error['code'] in ('database', 'file'), error
    assert SENTENCES.fullmatch(error['message']) and error['fix'], error
    assert any(beginning in error['message'] for beginning in beginnings), error
    assert 'SQL' not in error['message'] and 'upload.lock' not in ended.says, ended


def test_power_cuts():
    times = max(1, KILLS // 4 // len(POWER_STEPS))
    run_campaigns(SEED + 1000000, POWER_STEPS * times, power=True)


def test_failing_disk():
    draw = random.Random(SEED)
    with Trial() as trial:
        shop = trial.shop
        for failure, stays, times, beginnings in FAILURES:
            shop.bring(2)
            counts = shop.upload().counts
            most = counts[failure.partition('@')[2]]
            hits = 0
            for number in {1, *draw.sample(range(1, most + 1), min(times, most))}:
                shop.bring(2, refused=draw.randint(0, 1))
                ended = shop.upload(trouble=f'fail={failure}#{number}{stays}')
                if ended.code not in (0, 1):
                    assert_says(ended, beginnings)
                    hits += 1
                Books(shop).check()
                trial.finish()
            assert hits > 0, f'{failure} did not matter'


def test_disk_that_fails_at_the_end():
    with Trial() as trial:
        shop = trial.shop
        for failure in LATE_FAILURES:
            shop.bring(2)
            ended = shop.upload(trouble=f'fail={failure}#1+')
            assert ended.code == 0 and json.loads(ended.out)['uploaded'] == 2, ended
            Books(shop).check_done()
            shop.bring(2)
            trial.finish()


# ---- a disk that is really full ----

def mount_small_disk(folder, kilobytes):
    """Mounts a disk of its own for this process; says so where that is not allowed."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    options = f'size={kilobytes}k'.encode()
    if libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0:
        raise Skip('no disk can be mounted here')
    for name, line in (('setgroups', 'deny'), ('uid_map', f'0 {user} 1'), ('gid_map', f'0 {group} 1')):
        pathlib.Path(f'/proc/self/{name}').write_text(line)
    if libc.mount(TMPFS, os.fsencode(folder), TMPFS, 0, options) != 0:
        raise Skip('no disk can be mounted here')


def fill_disk(shop, kilobytes):
    """Leaves so much room on the disk."""
    filler = shop.folder / 'data/filler'
    status = os.statvfs(shop.folder / 'data')
    filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - kilobytes * 1024)))
    return filler


def upload_on_small_disk(trial):
    shop = trial.shop
    data = shop.folder / 'data'
    data.rename(shop.folder / 'before')
    data.mkdir()
    mount_small_disk(data, 4096)
    shutil.copytree(shop.folder / 'before', data, dirs_exist_ok=True)
    hits = 0
    for kilobytes in (0, 4, 16, 36, 64, 100, 144, 196):
        shop.bring(3)
        filler = fill_disk(shop, kilobytes)
        ended = shop.upload()
        if ended.code != 0:
            assert_says(ended, (FULL,))
            hits += 1
        filler.unlink()
        Books(shop).check()
        trial.finish()
    assert hits > 2, hits


def test_full_disk():
    with Trial() as trial:
        child = os.fork()
        if child == 0:
            code = 1
            try:
                upload_on_small_disk(trial)
                code = 0
            except Skip:
                code = 77
            finally:
                sys.stderr.flush()
                if code == 1:
                    sys.excepthook(*sys.exc_info())
                os._exit(code)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 77:
            raise Skip('no disk can be mounted here')
        assert status == 0, 'see above'


# ---- damage ----

def damage(path, page, draw):
    """Makes rubbish of a page; returns what was there, and the rubbish."""
    with path.open('r+b') as stream:
        stream.seek(page * PAGE)
        before = stream.read(PAGE)
        after = draw.randbytes(len(before))
        stream.seek(page * PAGE)
        stream.write(after)
    return before, after


def repair(path, page, before, after):
    """Puts the page back, unless the program has written it anew."""
    with path.open('r+b') as stream:
        stream.seek(page * PAGE)
        if stream.read(PAGE) == after:
            stream.seek(page * PAGE)
            stream.write(before)


def test_damaged_pages():
    draw = random.Random(SEED)
    hits = 0
    with Trial() as trial:
        shop = trial.shop
        for round_ in range(24):
            shop.bring(3)
            # Half of the time something is open that has to be resolved first.
            if round_ % 2 == 0:
                shop.upload(trouble='kill@after-send-document#1')
                shop.run('status')
            pages = shop.database.stat().st_size // PAGE
            page = 0 if round_ == 0 else draw.randrange(pages)
            before, after = damage(shop.database, page, draw)
            for _ in range(2):
                ended = shop.upload()
                if ended.code not in (0, 1):
                    assert_says(ended, (DAMAGED,))
                    hits += 1
            repair(shop.database, page, before, after)
            Books(shop).check()
            trial.finish()
    assert hits > 5, hits


Tap(globals()).run()
