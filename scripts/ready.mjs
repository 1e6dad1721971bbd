// Makes a checkout ready: installs what package-lock.json names and compiles src into dist, each only when it is
// missing or stale. Plain JavaScript without dependencies, because it runs before there are any.
//
//   node scripts/ready.mjs          dependencies
//   node scripts/ready.mjs build    dependencies, then dist
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.stamp');

/** The packages of a lockfile by path. npm keeps a second one in node_modules, of what is really installed. */
function packages(path) {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(join(root, path), 'utf8')).packages));
  } catch {
    return undefined;
  }
}

/** True when node_modules holds exactly what the lockfile says; packages for other platforms may be absent. */
function installed() {
  const wanted = packages('package-lock.json');
  const found = packages('node_modules/.package-lock.json');
  if (wanted === undefined || found === undefined) return false;
  wanted.delete('');
  const missing = [...wanted].some(([path, entry]) => !found.has(path) && !entry.optional && !entry.devOptional);
  return !missing && [...found].every(([path, entry]) => wanted.get(path)?.version === entry.version);
}

function filesUnder(folder, suffix) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(suffix)).sort();
}

/** One text for everything that dist is made from. */
function sources() {
  const hash = createHash('sha256');
  const paths = filesUnder('src', '.ts').map((name) => join('src', name));
  for (const path of [...paths, 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function built(now) {
  return existsSync(stamp) && existsSync(join(root, 'dist/main.js')) && readFileSync(stamp, 'utf8') === now;
}

function run(what, command, args) {
  console.error(`${what} …`);
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (error) console.error(error.message);
  if (status === 0) return;
  console.error(`${what} failed${signal ? ` (${signal})` : ''}: ${command} ${args.join(' ')}`);
  process.exit(1);
}

function install() {
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run('Installing dependencies', process.execPath, [npm, ...args]);
  else run('Installing dependencies', 'npm', args);
}

/** Compiles in place, so that a program running from dist keeps its files, then drops what no source stands for. */
function build(now) {
  rmSync(stamp, { force: true });
  run('Building', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
  const wanted = new Set(filesUnder('src', '.ts').map((name) => name.replace(/\.ts$/, '.js')));
  for (const name of filesUnder('dist', '.js')) {
    if (wanted.has(name)) continue;
    rmSync(join(root, 'dist', name));
    rmSync(join(root, 'dist', `${name}.map`), { force: true });
  }
  writeFileSync(stamp, now);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: Troika needs 20.19 or newer.`);
  process.exit(1);
}
if (!installed()) install();
if (process.argv[2] === 'build') {
  const now = sources();
  if (!built(now)) build(now);
}
