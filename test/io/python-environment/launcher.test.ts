import { readLauncher } from '../../../src/io/python-environment/launcher.js';

test.each([
  [
    'pip',
    '#!/opt/venv/bin/python3\n# -*- coding: utf-8 -*-\nimport sys\n',
    { kind: 'interpreter', path: '/opt/venv/bin/python3' },
  ],
  [
    'pip on Windows line ends',
    '#!/opt/venv/bin/python\r\nimport sys\r\n',
    { kind: 'interpreter', path: '/opt/venv/bin/python' },
  ],
  [
    'pip, a long path',
    `#!/bin/sh\n'''exec' "/a very/long path/bin/python3.11" "$0" "$@"\n' '''\nimport sys\n`,
    { kind: 'interpreter', path: '/a very/long path/bin/python3.11' },
  ],
  [
    'pip, a long path without quotes',
    `#!/bin/sh\n'''exec' /a/very/long/path/bin/python "$0" "$@"\n' '''\n`,
    { kind: 'interpreter', path: '/a/very/long/path/bin/python' },
  ],
  [
    'uv',
    `#!/bin/sh\n'''exec' '/home/me/.local/share/uv/tools/nnunetv2/bin/python' "$0" "$@"\n' '''\n`,
    { kind: 'interpreter', path: '/home/me/.local/share/uv/tools/nnunetv2/bin/python' },
  ],
  [
    'uv, relocatable',
    `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"\n' '''\n`,
    { kind: 'beside', name: 'python' },
  ],
  [
    'a quoted path',
    '#!"/Program Files/venv/bin/python"\n',
    { kind: 'interpreter', path: '/Program Files/venv/bin/python' },
  ],
  ['env', '#!/usr/bin/env python3\n', { kind: 'program', name: 'python3' }],
  ['env with options', '#!/usr/bin/env -S python3.11 -u\n', { kind: 'program', name: 'python3.11' }],
  [
    'pyenv',
    '#!/usr/bin/env bash\nset -e\n[ -n "$PYENV_DEBUG" ] && set -x\n\nprogram="${0##*/}"\n\nexport PYENV_ROOT="/root/.pyenv"\nexec "/root/.pyenv/libexec/pyenv" exec "$program" "$@"\n',
    { kind: 'pyenv', root: '/root/.pyenv' },
  ],
  [
    "a wrapper of one's own",
    '#!/bin/bash\nsource /etc/profile\nexec /opt/conda/envs/seg/bin/python -m nnunetv2.run.run_training "$@"\n',
    { kind: 'interpreter', path: '/opt/conda/envs/seg/bin/python' },
  ],
  ['a container', '#!/bin/bash\nexec singularity run nnunet.sif nnUNetv2_train "$@"\n', { kind: 'unknown' }],
  ['no script', '\u007fELF\u0002\u0001', { kind: 'unknown' }],
  ['nothing', '', { kind: 'unknown' }],
])('%s', (_what, text, launcher) => {
  expect(readLauncher(text)).toEqual(launcher);
});
