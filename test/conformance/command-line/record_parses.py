"""Records what argparse makes of random command lines: `python record_parses.py FOLDER ../../fixtures/command-line/parses.jsonl`.

FOLDER as for extract_parsers.py. Each line: release, command, words, and then either the values that are not defaults with what was left over,
or the error's text, or "help".
"""

import argparse
import json
import random
import sys
from pathlib import Path

from extract_parsers import parser_of, release_key, scripts

RELEASES = ["2.0", "2.1.2", "2.2.1", "2.3.1", "2.5.2", "2.6.0", "2.8.1"]
VALUES = ["2", "004", "-1", "-0.5", "1_0", " 3", "3.5", "1e-2", "nan", ".5", "abc", "Dataset002_Heart", "all", "3d_fullres", "2d", "nnUNetPlans", "", "-", "a b",
          "-x y", "it's", "--", "/data/checkpoint final.pth", "0", "cpu", "x=y", "+4", "4L"]  # fmt: skip
FOREIGN = ["--p", "-plans", "-pretrained", "-pretrained_weight", "--pretrained_weights", "-c", "--c", "-val", "--va", "-np", "-n", "--no", "-d", "-dX", "-d=3", "-f", "-f0",
           "-h", "-he", "--hel", "-hx", "--help=1", "--c=1", "--npz=", "-o=out", "-oout", "-ov", "-tr", "-trX", "-t", "-gpu", "-s", "-sp", "-i", "-chk", "--fold", "---", "-_", "-1x",
           "--clean=yes", "-verbose", "--verb", "-plans_name=P", "-num", "-num=2", "--continue"]  # fmt: skip


class Error(Exception):
    pass


def real_parser(distribution, name):
    module, function = scripts(distribution)[name].split(":")
    parser, ignores = parser_of(distribution / (module.replace(".", "/") + ".py"), function)
    return parser, ignores


def fail(parser, message):
    raise Error(message)


def outcome(parser, ignores, words, parse):
    argparse.ArgumentParser.error = fail
    argparse.ArgumentParser.print_help = lambda *_: None
    argparse.ArgumentParser.exit = lambda *_: fail(None, None)
    try:
        namespace, extras = parse(parser, words)
        if extras and not ignores:
            raise Error("unrecognized arguments: " + " ".join(extras))
    except Error as error:
        message = error.args[0]
        return {"help": True} if message is None else {"error": message}
    defaults = {action.dest: action.default for action in parser._actions}
    given = {dest: value for dest, value in vars(namespace).items() if value != defaults[dest] or isinstance(value, bool) and value is not defaults[dest]}
    return {"values": {dest: "nan" if value != value else value for dest, value in given.items()}, "extras": extras}


def words_for(parser, chance):
    options = [option for action in parser._actions for option in action.option_strings]
    words = []
    for action in parser._actions:
        if action.dest == "help" or chance.random() < (0.1 if action.required else 0.6):
            continue
        name = chance.choice(action.option_strings) if action.option_strings else None
        count = 0 if action.nargs == 0 else chance.choice([1, 1, 2, 3]) if action.nargs == "+" else chance.choice([1] * 14 + [0, 2])
        suitable = ["1", "2", "0"] if action.type in (int, float) else VALUES
        values = [chance.choice(suitable if chance.random() < 0.85 else VALUES) for _ in range(count)]
        if name is not None and chance.random() < 0.2:
            name = name[: max(2, chance.randint(2, len(name)))]
        if name is not None and values and values[0] != "--" and chance.random() < 0.1:
            words.append([f"{name}={values[0]}", *values[1:]])
        else:
            words.append([*([] if name is None else [name]), *values])
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        words.append([chance.choice(FOREIGN + options), *([chance.choice(VALUES)] if chance.random() < 0.4 else [])])
    if chance.random() < 0.7:
        chance.shuffle(words)
    flat = [word for group in words for word in group]
    return [word for index, word in enumerate(flat) if word != "--" or "--" not in flat[:index]]


def main(folder, output):
    parse = argparse.ArgumentParser.parse_known_args
    distributions = {path.name.split("-")[1]: path for path in Path(folder).glob("**/nnunetv2-*") if path.is_dir()}
    chance = random.Random(6)
    with open(output, "w") as file:
        for release in sorted(RELEASES, key=release_key):
            for name in sorted(scripts(distributions[release])):
                parser, ignores = real_parser(distributions[release], name)
                is_main = name.split("_")[1] in ("train", "preprocess", "plan", "predict", "move", "extract")
                for _ in range(16 if is_main else 4):
                    words = words_for(parser, chance)
                    result = outcome(parser, ignores, words, parse)
                    file.write(json.dumps([release, name, words, result], ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
