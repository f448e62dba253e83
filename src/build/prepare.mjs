// What npm runs after an installation in this folder, and before it installs the package from git. For a global installation from git
// (`npm install --global git+…`, as pre-commit does it) npm fetches no development tools, and there is nothing yet to build with.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function npm(...words) {
  const { npm_config_global: _global, ...env } = process.env;
  const { status } = spawnSync('npm', words, { stdio: 'inherit', env, shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync('node_modules/.bin/tsx')) npm('ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund');
npm('run', 'build');
