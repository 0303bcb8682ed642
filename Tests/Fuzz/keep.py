"""Chooses the inputs that are kept in the repository, to be replayed by the tests.

    keep.py CONTROL_FILE FOLDER MOST

CONTROL_FILE is libFuzzer's, of a merge with -set_cover_merge=1: it tells what each input reaches.
FOLDER gets the MOST inputs that together reach most, found greedily; inputs called `crash…` stay,
all others go.
"""

import hashlib
import pathlib
import sys


def reached(control):
    """What each input reaches, by its path."""
    lines = control.read_text().splitlines()
    count = int(lines[0])
    paths = lines[2 : 2 + count]
    inputs = {}
    for line in lines[2 + count :]:
        words = line.split()
        if words[0] == "FT":
            inputs[paths[int(words[1])]] = set(map(int, words[2:]))
    return inputs


def main():
    control, folder, most = sys.argv[1:]
    folder = pathlib.Path(folder)
    left = reached(pathlib.Path(control))
    kept = {}
    seen = set()
    while left and len(kept) < int(most):
        # The shortest of those that add most; the path makes the choice the same each time.
        path = max(left, key=lambda path: (len(left[path] - seen), -size(path), path))
        gain = left.pop(path) - seen
        if not gain:
            break
        seen |= gain
        data = pathlib.Path(path).read_bytes()
        kept[hashlib.sha1(data).hexdigest()[:16]] = data
    for old in folder.iterdir():
        if not old.name.startswith("crash"):
            old.unlink()
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    print(f"fuzz: {len(kept)} inputs kept, {sum(map(len, kept.values()))} bytes")


def size(path):
    return pathlib.Path(path).stat().st_size


main()
