"""Puts pickles and the files around them together, instruction by instruction. Python's own standard library only."""

import io
import struct
import tarfile
import zipfile
import zlib

MAGIC = 0x1950A86A20F9469CFC6C

MARK, STOP, POP, POP_MARK, DUP, NONE, EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3 = (
    b"(", b".", b"0", b"1", b"2", b"N", b")", b"t", b"\x85", b"\x86", b"\x87",
)
EMPTY_LIST, APPEND, APPENDS, EMPTY_DICT, SETITEM, SETITEMS, EMPTY_SET, ADDITEMS = (
    b"]", b"a", b"e", b"}", b"s", b"u", b"\x8f", b"\x90",
)
REDUCE, BUILD, NEWOBJ, NEWOBJ_EX, OBJ, STACK_GLOBAL, MEMOIZE, BINPERSID = (
    b"R", b"b", b"\x81", b"\x92", b"o", b"\x93", b"\x94", b"Q",
)


def proto(version):
    return b"\x80" + bytes([version])


def text(value):
    content = value.encode()
    return b"X" + struct.pack("<I", len(content)) + content


def short(value):
    content = value.encode()
    return b"\x8c" + bytes([len(content)]) + content


def raw(content):
    return b"B" + struct.pack("<I", len(content)) + content


def number(value):
    return b"J" + struct.pack("<i", value)


def glob(module, name):
    return b"c" + module.encode() + b"\n" + name.encode() + b"\n"


def stack_glob(module, name):
    return short(module) + short(name) + STACK_GLOBAL


def put(index):
    return b"q" + bytes([index])


def get(index):
    return b"h" + bytes([index])


def frame(content):
    return b"\x95" + struct.pack("<Q", len(content)) + content


def tup(*parts):
    return MARK + b"".join(parts) + TUPLE


def lst(*parts):
    return EMPTY_LIST + MARK + b"".join(parts) + APPENDS


def dic(**items):
    return EMPTY_DICT + MARK + b"".join(text(key) + value for key, value in items.items()) + SETITEMS


def call(callable_, *args):
    return callable_ + tup(*args) + REDUCE


def pickled(content, version=2):
    return (proto(version) if version >= 2 else b"") + content + STOP


# Containers ---------------------------------------------------------------------------------------------------------------------------


def checkpoint(content):
    """A dictionary as nnU-Net writes it, with something beside the weights."""
    return EMPTY_DICT + MARK + text("network_weights") + EMPTY_DICT + text("extra") + content + SETITEMS


def zipped(pickle_, folder="archive", name="data.pkl", method=zipfile.ZIP_STORED, before=(), after=()):
    """The form since torch 1.6. `before` and `after` are pairs of name and content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for entry, content in (*before, (f"{folder}/{name}", pickle_), (f"{folder}/version", b"3\n"), *after):
            archive.writestr(zipfile.ZipInfo(entry), content, compress_type=method)
    return buffer.getvalue()


LEGACY_PARTS = ("magic", "version", "machine", "data", "keys")


def legacy(**changed):
    """The form before torch 1.6: five pickles."""
    parts = {
        "magic": pickled(b"\x8a\x0a" + MAGIC.to_bytes(10, "little")),
        "version": pickled(b"M" + struct.pack("<H", 1001)),
        "machine": pickled(dic(little_endian=b"\x88")),
        "data": pickled(checkpoint(NONE)),
        "keys": pickled(EMPTY_LIST),
    }
    return b"".join(changed.get(part, parts[part]) for part in LEGACY_PARTS)


def tarred(**members):
    """The form of torch 0.1."""
    buffer = io.BytesIO()
    parts = {"storages": pickled(number(0)) + pickled(EMPTY_LIST), "tensors": pickled(number(0)), "pickle": pickled(NONE)}
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, content in {**parts, **members}.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def raw_zip(entries, comment=b""):
    """A zip file in which nothing is checked: (local name, central name, content, method, flags) for each entry."""
    body, directory = b"", b""
    for local, central, content, method, flags in entries:
        data = zlib.compressobj(9, zlib.DEFLATED, -15)
        stored = (data.compress(content) + data.flush()) if method == 8 else content
        common = struct.pack("<HHHHHIII", 20, flags, method, 0, 0x21, zlib.crc32(content), len(stored), len(content))
        offset = len(body)
        body += b"PK\x03\x04" + common + struct.pack("<HH", len(local), 0) + local + stored
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common
        directory += struct.pack("<HHHHHII", len(central), 0, 0, 0, 0, 0, offset) + central
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), len(comment))
    return body + directory + b"PK\x05\x06" + end + comment
