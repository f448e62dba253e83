import { type MemoryFile, memoryStorage } from '../../../src/io/memory-storage.js';
import { findInstallation, installationIn } from '../../../src/workspace/installation/find-installation.js';
import { fakePackages } from '../../support/fake-installation.js';

type Files = Readonly<Record<string, MemoryFile>>;

interface Machine {
  readonly files: Files;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly command?: string;
}

function found({ files, env = {}, cwd = '/home/me', command }: Machine): string | undefined {
  const storage = memoryStorage(files);
  return findInstallation({ storage, env, cwd, command: command?.split(' ') })?.label;
}

/** A venv with nnU-Net in it, and its script. */
function venv(prefix: string, version = '2.8.1'): Files {
  return {
    [`${prefix}/pyvenv.cfg`]: 'home = /usr/bin\nversion = 3.11.7\n',
    [`${prefix}/bin/python`]: { linkTo: '/usr/bin/python3.11' },
    [`${prefix}/bin/nnUNetv2_train`]: `#!${prefix}/bin/python\nimport sys\n`,
    '/usr/bin/python3.11': '',
    '/usr/lib/python3.11/abc.py': '',
    ...fakePackages(`${prefix}/lib/python3.11/site-packages`, version),
  };
}

const path = { PATH: '/usr/bin:/venv/bin' };

describe('the script on the PATH', () => {
  test('in a venv', () => {
    expect(found({ files: venv('/venv'), env: path })).toBe('nnU-Net 2.8.1 in venv /venv');
  });

  test('the first of two', () => {
    const files = { ...venv('/old', '2.2'), ...venv('/venv') };
    expect(found({ files, env: { PATH: '/old/bin:/venv/bin' } })).toBe('nnU-Net 2.2 in venv /old');
  });

  test('comes before an active environment', () => {
    const files = { ...venv('/old', '2.2'), ...venv('/venv') };
    expect(found({ files, env: { ...path, VIRTUAL_ENV: '/old' } })).toBe('nnU-Net 2.8.1 in venv /venv');
  });

  test('is the command that is about to run', () => {
    const files = { ...venv('/old', '2.2'), ...venv('/venv'), '/old/bin/nnUNetv2_predict': '#!/old/bin/python\n' };
    const env = { PATH: '/venv/bin:/old/bin' };
    expect(found({ files, env, command: 'nnUNetv2_predict -i a -o b' })).toBe('nnU-Net 2.2 in venv /old');
    expect(found({ files, env, command: 'CUDA_VISIBLE_DEVICES=0 srun nnUNetv2_train 1 2d 0' })).toBe(
      'nnU-Net 2.8.1 in venv /venv',
    );
    expect(found({ files, env, command: '/old/bin/nnUNetv2_train 1 2d 0' })).toBe('nnU-Net 2.2 in venv /old');
  });

  test('as a link that uv and pipx make', () => {
    const files = {
      ...venv('/home/me/.local/share/uv/tools/nnunetv2'),
      '/home/me/.local/bin/nnUNetv2_train': { linkTo: '../share/uv/tools/nnunetv2/bin/nnUNetv2_train' },
    };
    expect(found({ files, env: { PATH: '/home/me/.local/bin' } })).toBe(
      'nnU-Net 2.8.1 in venv /home/me/.local/share/uv/tools/nnunetv2',
    );
  });

  test('in a relocatable environment', () => {
    const script = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"\n' '''\n`;
    expect(found({ files: { ...venv('/venv'), '/venv/bin/nnUNetv2_train': script }, env: path })).toBe(
      'nnU-Net 2.8.1 in venv /venv',
    );
  });

  test('of conda', () => {
    const files = {
      '/conda/envs/seg/conda-meta/history': '',
      '/conda/envs/seg/bin/python3.10': '',
      '/conda/envs/seg/bin/python': { linkTo: 'python3.10' },
      '/conda/envs/seg/bin/nnUNetv2_train': '#!/conda/envs/seg/bin/python\n',
      ...fakePackages('/conda/envs/seg/lib/python3.10/site-packages', '2.6.4'),
    };
    const label = 'nnU-Net 2.6.4 in conda environment /conda/envs/seg';
    expect(found({ files, env: { PATH: '/conda/envs/seg/bin' } })).toBe(label);
    expect(found({ files, env: { CONDA_PREFIX: '/conda/envs/seg' } })).toBe(label);
    const base = { CONDA_PREFIX: '/conda', CONDA_EXE: '/conda/bin/conda' };
    expect(found({ files, env: base, command: 'conda run -n seg nnUNetv2_train 1 2d 0' })).toBe(label);
    expect(found({ files, command: 'micromamba run -p /conda/envs/seg nnUNetv2_train 1 2d 0' })).toBe(label);
    expect(
      found({ files, env: { PATH: '/conda/envs/seg/bin' }, command: 'conda run -n other nnUNetv2_train 1 2d 0' }),
    ).toBeUndefined();
  });

  test('started by env', () => {
    const files = {
      ...venv('/venv'),
      '/venv/bin/python3': { linkTo: 'python' },
      '/bin/nnUNetv2_train': '#!/usr/bin/env python3\n',
    };
    expect(found({ files, env: { PATH: '/venv/bin:/bin' } })).toBe('nnU-Net 2.8.1 in venv /venv');
  });

  test('a shim of pyenv', () => {
    const shim = '#!/usr/bin/env bash\nexport PYENV_ROOT="/p"\nexec "/p/libexec/pyenv" exec "$program" "$@"\n';
    const version = (name: string, nnunet: string): Files => ({
      [`/p/versions/${name}/bin/python3.11`]: '',
      [`/p/versions/${name}/bin/nnUNetv2_train`]: `#!/p/versions/${name}/bin/python3.11\n`,
      ...fakePackages(`/p/versions/${name}/lib/python3.11/site-packages`, nnunet),
    });
    const files = {
      '/p/shims/nnUNetv2_train': shim,
      '/p/version': '3.11.2\n',
      ...version('3.11.2', '2.2'),
      ...version('3.11.10', '2.5.2'),
      '/p/versions/3.12.0/bin/python3.12': '',
    };
    const env = { PATH: '/p/shims' };
    expect(found({ files, env })).toBe('nnU-Net 2.2 in /p/versions/3.11.2');
    expect(found({ files, env: { ...env, PYENV_VERSION: '3.12.0:3.11' } })).toBe(
      'nnU-Net 2.5.2 in /p/versions/3.11.10',
    );
    expect(found({ files: { ...files, '/home/me/.python-version': '3.11.10' }, env, cwd: '/home/me/a/b' })).toBe(
      'nnU-Net 2.5.2 in /p/versions/3.11.10',
    );
    expect(found({ files, env: { ...env, PYENV_VERSION: '3.12.0' } })).toBeUndefined();
    const systems = { ...files, ...venv('/venv') };
    expect(found({ files: systems, env: { PATH: '/p/shims:/venv/bin', PYENV_VERSION: 'system' } })).toBe(
      'nnU-Net 2.8.1 in venv /venv',
    );
  });

  test('of Windows', () => {
    const files = {
      'C:/venv/pyvenv.cfg': 'home = C:\\Python311\n',
      'C:/venv/Scripts/python.exe': '',
      'C:/venv/Scripts/nnUNetv2_train.exe': 'MZ',
      ...fakePackages('C:/venv/Lib/site-packages'),
    };
    // Storage in memory knows no drives: what is asked for has a slash before it.
    const storage = memoryStorage(files);
    const drives = {
      ...storage,
      stat: (file: string) => storage.stat(`/${file}`),
      list: (file: string) => storage.list(`/${file}`),
      readBytes: (file: string, most: number) => storage.readBytes(`/${file}`, most),
    };
    expect(
      findInstallation({ storage: drives, env: { Path: 'C:\\Windows;C:\\venv\\Scripts' }, cwd: 'C:/data' })?.label,
    ).toBe('nnU-Net 2.8.1 in venv C:/venv');
  });

  test.each([
    ['is not there', {}],
    ['starts a container', { '/venv/bin/nnUNetv2_train': '#!/bin/bash\nsingularity exec x.sif nnUNetv2_train "$@"\n' }],
    [
      'starts a Python without nnU-Net',
      {
        '/venv/bin/nnUNetv2_train': '#!/usr/bin/python3.11\n',
        '/usr/bin/python3.11': '',
        '/usr/lib/python3.11/site-packages/x.py': '',
      },
    ],
    ['starts a Python that is gone', { '/venv/bin/nnUNetv2_train': '#!/gone/bin/python\n' }],
  ] as const)('%s', (_what, files) => {
    expect(found({ files, env: path })).toBeUndefined();
  });

  test('a command in a container uses another one', () => {
    expect(
      found({ files: venv('/venv'), env: path, command: 'docker run image nnUNetv2_train 1 2d 0' }),
    ).toBeUndefined();
  });
});

describe('a module', () => {
  test('of the Python that is named', () => {
    expect(found({ files: venv('/venv'), command: '/venv/bin/python -m nnunetv2.run.run_training 1 2d 0' })).toBe(
      'nnU-Net 2.8.1 in venv /venv',
    );
  });

  test('in the working folder', () => {
    const files = { ...venv('/venv'), ...fakePackages('/home/me/nnUNet', '2.5.1') };
    const machine = { files, env: path, cwd: '/home/me/nnUNet' };
    expect(found({ ...machine, command: 'python -m nnunetv2.run.run_training 1 2d 0' })).toBe(
      'nnU-Net 2.5.1 in /home/me/nnUNet',
    );
    expect(found({ ...machine, command: 'nnUNetv2_train 1 2d 0' })).toBe('nnU-Net 2.8.1 in venv /venv');
  });

  test('uv takes the environment of the project', () => {
    expect(
      found({
        files: venv('/home/me/project/.venv'),
        cwd: '/home/me/project/scripts',
        command: 'uv run nnUNetv2_train 1 2d 0',
      }),
    ).toBe('nnU-Net 2.8.1 in venv /home/me/project/.venv');
  });
});

describe('an editable installation', () => {
  const checkout = {
    ...fakePackages('/home/me/nnUNet', '9.9'),
    '/home/me/nnUNet/pyproject.toml': '[project]\nname = "nnunetv2"\nversion = "2.5.1"\n',
  };
  const site = '/venv/lib/python3.11/site-packages';
  const base = {
    ...Object.fromEntries(Object.entries(venv('/venv')).filter(([file]) => !file.startsWith(site))),
    ...checkout,
  };
  const label = 'nnU-Net 2.5.1 in /home/me/nnUNet, used by venv /venv';
  const metadata = { [`${site}/nnunetv2-2.4.dist-info/METADATA`]: 'Version: 2.4\n' };

  test.each([
    ['by a path', { ...metadata, [`${site}/__editable__.nnunetv2-2.4.pth`]: '/home/me/nnUNet\n' }],
    [
      'by a finder',
      {
        [`${site}/__editable__.nnunetv2-2.4.pth`]:
          'import __editable___nnunetv2_2_4_finder; __editable___nnunetv2_2_4_finder.install()',
        [`${site}/__editable___nnunetv2_2_4_finder.py`]:
          "MAPPING: dict[str, str] = {'nnunetv2': '/home/me/nnUNet/nnunetv2'}\n",
      },
    ],
    [
      'by direct_url.json alone',
      {
        ...metadata,
        [`${site}/nnunetv2-2.4.dist-info/direct_url.json`]:
          '{"dir_info": {"editable": true}, "url": "file:///home/me/nnUNet"}',
      },
    ],
    [
      'as of old',
      { [`${site}/easy-install.pth`]: '/home/me/nnUNet\n', [`${site}/nnunetv2.egg-link`]: '/home/me/nnUNet\n.' },
    ],
  ] as const)('%s', (_what, added) => {
    expect(found({ files: { ...base, ...added }, env: path })).toBe(label);
  });

  test('by PYTHONPATH, before what is installed', () => {
    const files = { ...venv('/venv'), ...checkout };
    expect(found({ files, env: { ...path, PYTHONPATH: '/elsewhere:nnUNet' } })).toBe(label);
  });
});

test('packages of the user and of the system are seen from outside of a venv, and from one that says so', () => {
  const files = {
    '/usr/bin/python3.11': '',
    '/usr/bin/nnUNetv2_train': '#!/usr/bin/python3.11\n',
    '/usr/lib/python3.11/abc.py': '',
    ...fakePackages('/home/me/.local/lib/python3.11/site-packages', '2.7.0'),
  };
  const env = { PATH: '/usr/bin', HOME: '/home/me' };
  expect(found({ files, env })).toBe('nnU-Net 2.7.0 in /home/me/.local/lib/python3.11/site-packages, used by /usr');
  expect(found({ files, env: { ...env, PYTHONNOUSERSITE: '1' } })).toBeUndefined();
  const inside = (config: string) => ({
    ...files,
    '/venv/pyvenv.cfg': `home = /usr/bin\n${config}`,
    '/venv/bin/python': '',
    '/venv/bin/nnUNetv2_train': '#!/venv/bin/python\n',
    '/venv/lib/python3.11/site-packages/x.py': '',
  });
  expect(found({ files: inside(''), env: { ...env, PATH: '/venv/bin' } })).toBeUndefined();
  expect(
    found({ files: inside('include-system-site-packages = true\n'), env: { ...env, PATH: '/venv/bin' } }),
  ).toContain('nnU-Net 2.7.0');
  const debian = {
    '/usr/bin/python3': '',
    '/usr/bin/nnUNetv2_train': '#!/usr/bin/python3\n',
    ...fakePackages('/usr/lib/python3/dist-packages', '2.3.1'),
  };
  expect(found({ files: debian, env })).toBe('nnU-Net 2.3.1 in /usr');
});

describe('a folder that somebody names', () => {
  const files = {
    ...venv('/venv'),
    ...fakePackages('/home/me/nnUNet', '2.5.1'),
    '/home/me/empty/x.txt': '',
    '/home/me/unversioned/nnunetv2/__init__.py': '',
  };
  test.each([
    ['/home/me/nnUNet', 'nnU-Net 2.5.1 in /home/me/nnUNet'],
    ['/home/me/nnUNet/nnunetv2', 'nnU-Net 2.5.1 in /home/me/nnUNet'],
    ['/venv', 'nnU-Net 2.8.1 in venv /venv'],
    ['/venv/bin/python', 'nnU-Net 2.8.1 in venv /venv'],
    ['/venv/lib/python3.11/site-packages', 'nnU-Net 2.8.1 in /venv/lib/python3.11/site-packages'],
    ['/home/me/unversioned', 'nnU-Net in /home/me/unversioned'],
    ['/home/me/empty', undefined],
    ['/home/me/nothing', undefined],
    ['/home/me/empty/x.txt', undefined],
  ])('%s', (folder, label) => {
    expect(installationIn({ storage: memoryStorage(files), env: {}, cwd: '/' }, folder)?.label).toBe(label);
  });
});
