"""Reads the argparse definitions of every command out of unpacked source distributions of nnU-Net.

    python extract_parsers.py FOLDER ../../../src/nnunet/command-line/entry-points.json

FOLDER holds what `pip download --no-deps --no-binary :all: nnunetv2==VERSION` brings, unpacked. Nothing of nnU-Net is imported: the functions
alone are taken out of their modules, and run until they would look at the command line.
"""

import argparse
import ast
import contextlib
import json
import re
import sys
from pathlib import Path

try:
    import tomllib
except ImportError:
    tomllib = None

# What the definitions take from elsewhere in nnU-Net, as it is without environment variables.
OUTSIDE = {
    "default_num_processes": 8,
    "DEFAULT_NUM_PROCESSES": 8,
    "_getDefaultValue": lambda variable, kind, default: default,
}


class Found(Exception):
    pass


def capture(parser, *_, **__):
    raise Found(parser)


def scripts(distribution):
    setup = (distribution / "setup.py").read_text() if (distribution / "setup.py").exists() else ""
    if "console_scripts" in setup:
        return dict(re.findall(r"'(nnUNetv2_\w+) = ([\w.]+:\w+)'", setup))
    with open(distribution / "pyproject.toml", "rb") as file:
        return tomllib.load(file)["project"]["scripts"]


def functions_only(tree):
    kept = [node for node in tree.body if isinstance(node, ast.FunctionDef) or is_constant(node)]
    for node in kept:
        for inner in ast.walk(node):
            if isinstance(inner, ast.FunctionDef):
                inner.decorator_list = []
                inner.returns = None
                inner.args.defaults = [ast.Constant(None) for _ in inner.args.defaults]
                for argument in [*inner.args.args, *inner.args.kwonlyargs]:
                    argument.annotation = None
    return ast.fix_missing_locations(ast.Module(body=kept, type_ignores=[]))


def is_constant(node):
    if not isinstance(node, ast.Assign):
        return False
    return not any(isinstance(inner, ast.Call) and getattr(inner.func, "id", "") != "tuple" for inner in ast.walk(node.value))


def parser_of(module, function):
    namespace = {"argparse": argparse, "ArgumentParser": argparse.ArgumentParser, **OUTSIDE}
    kept = functions_only(ast.parse(module.read_text()))
    for node in kept.body:
        try:
            exec(compile(ast.Module(body=[node], type_ignores=[]), str(module), "exec"), namespace)
        except NameError:
            pass
    seen = []
    argparse.ArgumentParser.parse_args = lambda *a, **k: seen.append("all") or capture(*a)
    argparse.ArgumentParser.parse_known_args = lambda *a, **k: seen.append("known") or capture(*a)
    # 2.1.2 and 2.2 call two of them by a name that lacks its last letter, and so cannot start them.
    if function not in namespace:
        function = next(name for name in namespace if name.startswith(function))
    try:
        with contextlib.redirect_stdout(None):
            namespace[function]()
    except Found as found:
        return found.args[0], seen[0] == "known"
    raise SystemExit(f"{module}: {function} never looked at the command line")


def main_of(module):
    for node in ast.parse(module.read_text()).body:
        if isinstance(node, ast.If) and "__main__" in ast.dump(node.test):
            return [call.func.id for call in ast.walk(node) if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)]
    return []


def described(action):
    entry = {"dest": action.dest}
    if action.option_strings:
        entry["options"] = action.option_strings
    if isinstance(action, (argparse._StoreTrueAction, argparse._StoreFalseAction)):
        entry["flag"] = action.const
    elif not isinstance(action, argparse._StoreAction):
        raise SystemExit(f"unknown action {action}")
    # Whoever adds another kind has to teach argparse.ts to read it.
    assert action.choices is None and action.nargs in ((None, 0, "+") if action.option_strings else (None,))
    assert action.nargs != 0 or all(option.startswith("--") for option in action.option_strings)
    if action.nargs == "+":
        entry["nargs"] = "+"
    if action.type not in (None, str):
        entry["type"] = action.type.__name__
    # export_model_to_zip --not_strict stores what is the default anyway.
    if action.default is not None and action.default != (not entry["flag"] if "flag" in entry else None):
        entry["default"] = action.default
    if action.required and action.option_strings:
        entry["required"] = True
    return json.loads(json.dumps(entry))


def release_key(release):
    return [int(part) for part in release.split(".")]


def parsers_by_release(folder):
    """{release: {command: (module to start with -m or None, whether unknown options are ignored, arguments)}}"""
    distributions = {path.name.split("-")[1]: path for path in Path(folder).glob("**/nnunetv2-*") if path.is_dir()}
    result = {}
    for release in sorted(distributions, key=release_key):
        result[release] = {}
        for name, target in scripts(distributions[release]).items():
            module, function = target.split(":")
            path = distributions[release] / (module.replace(".", "/") + ".py")
            parser, ignores = parser_of(path, function)
            assert not parser._mutually_exclusive_groups
            arguments = [described(action) for action in parser._actions if action.dest != "help"]
            result[release][name] = (module if function in main_of(path) else None, ignores, arguments)
    return result


def spans(values, releases):
    """Runs of releases in which something held: [(first, first in which it no longer does or None)]."""
    found = []
    for index, release in enumerate(releases):
        if release not in values:
            continue
        if index > 0 and releases[index - 1] in values:
            continue
        end = next((later for later in releases[index:] if later not in values), None)
        found.append((release, end))
    return found


def with_span(entry, first, end, releases):
    return {**entry, **({} if first == releases[0] else {"since": first}), **({} if end is None else {"before": end})}


def merged_order(lists):
    """All entries of several lists, each after what precedes it in its own."""
    order = []
    for entries in lists:
        position = 0
        for entry in entries:
            if entry in order:
                position = max(position, order.index(entry) + 1)
            else:
                order.insert(position, entry)
                position += 1
    return order


def table(folder):
    by_release = parsers_by_release(folder)
    releases = list(by_release)
    commands = []
    for name in sorted({name for commands in by_release.values() for name in commands}):
        held = {release: commands[name] for release, commands in by_release.items() if name in commands}
        [(first, end)] = spans(held, releases)
        ignoring = {ignores for _, ignores, _ in held.values()}
        command = {"name": name}
        modules = {module for module, _, _ in held.values() if module is not None}
        if modules:
            [command["module"]] = modules
        if True in ignoring:
            [(since, before)] = spans({release for release, (_, ignores, _) in held.items() if ignores}, releases)
            command["ignoresUnknown"] = with_span({}, since, before, releases)
        command["arguments"] = []
        texts = merged_order([[json.dumps(entry) for entry in arguments] for _, _, arguments in held.values()])
        for text in texts:
            having = {release for release, (_, _, arguments) in held.items() if json.loads(text) in arguments}
            for since, before in spans(having, releases):
                inherited = since == first and before == end
                command["arguments"].append(json.loads(text) if inherited else with_span(json.loads(text), since, before, releases))
        commands.append(with_span(command, first, end, releases))
    return {"releases": releases, "commands": commands}


def written(found):
    """JSON with one argument a line."""
    marked = []

    def mark(argument):
        marked.append(json.dumps(argument))
        return f"\0{len(marked) - 1}"

    commands = [{**command, "arguments": [mark(argument) for argument in command["arguments"]]} for command in found["commands"]]
    text = json.dumps({"releases": mark(found["releases"]), "commands": commands}, indent=2)
    return re.sub(r'"\\u0000(\d+)"', lambda match: marked[int(match.group(1))], text) + "\n"


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(written(table(sys.argv[1])))
