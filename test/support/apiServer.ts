import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { bedPrograms } from './bedPrograms.ts';

/** A token that logs in as somebody who may do nothing. */
export const POWERLESS_TOKEN = 'powerless-token-0123456789abcdef';

/** A Kubernetes API on loopback: etcd and kube-apiserver, no controllers, no nodes. */
export interface ApiServer {
  /** Its own folder; gone with it. */
  readonly folder: string;
  readonly server: string;
  /** Logs in as an administrator, with a client certificate. */
  readonly kubeconfig: string;
  /** PATH with the kubectl that belongs to it. */
  readonly path: string;
  /** A kubeconfig in its folder that logs in with a token. */
  tokenKubeconfig(name: string, token: string): Promise<string>;
  /** What kubectl says to a command of an administrator. */
  kubectl(...args: string[]): Promise<string>;
  /** Ends the API server with SIGKILL; its data stays. */
  kill(): Promise<void>;
  /** Starts it again, and waits until it is ready. */
  start(): Promise<void>;
  /** Another API server on the same data, until it is killed. */
  beside(): Promise<{ kubectl(...args: string[]): Promise<string>; kill(): Promise<void> }>;
  /** Makes etcd forget every version before the present one. */
  forgetThePast(): Promise<void>;
  /** Ends all of it. */
  end(): Promise<void>;
}

const READY_MS = 120_000;

/**
 * Starts an API of its own.
 * @param flags further ones of kube-apiserver
 */
export async function startApiServer(flags: readonly string[] = []): Promise<ApiServer> {
  const bin = bedPrograms();
  const folder = await mkdtemp(join(tmpdir(), 'troika-api-'));
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const etcd = startEtcd(bin, folder, etcdUrl, `http://127.0.0.1:${peerPort}`);
  await makePki(folder);

  const addressOf = (on: number): string => `https://127.0.0.1:${on}`;
  const user = { 'client-certificate': join(folder, 'admin.crt'), 'client-key': join(folder, 'admin.key') };
  const kubeconfig = await writeKubeconfig(folder, 'admin', addressOf(port), user);
  const kubectlOf =
    (file: string) =>
    async (...args: string[]): Promise<string> =>
      (await execa(join(bin, 'kubectl'), ['--kubeconfig', file, '--context', 'one', ...args])).stdout;
  const kubectl = kubectlOf(kubeconfig);
  // In an object: a promise that waits for a program's start must not wait for its end.
  const startOn = async (on: number, ask: typeof kubectl): Promise<{ readonly program: Program }> => {
    const program = startProgram(bin, folder, 'kube-apiserver', [...apiFlags(folder, etcdUrl, on), ...flags]);
    await untilReady(folder, program, ask);
    return { program };
  };
  let api: Program | undefined;
  const kill = async (): Promise<void> => {
    await killed(api);
    api = undefined;
  };
  const start = async (): Promise<void> => {
    api = (await startOn(port, kubectl)).program;
  };
  const end = async (): Promise<void> => {
    await kill();
    await killed(etcd);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    folder,
    server: addressOf(port),
    kubeconfig,
    path: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
    tokenKubeconfig: (name, token) => writeKubeconfig(folder, name, addressOf(port), { token }),
    kubectl,
    kill,
    start,
    async beside() {
      const on = await freePort();
      const ask = kubectlOf(await writeKubeconfig(folder, `admin-${on}`, addressOf(on), user));
      const { program } = await startOn(on, ask);
      return { kubectl: ask, kill: () => killed(program) };
    },
    async forgetThePast() {
      const post = async (path: string, body: object): Promise<unknown> => {
        const answer = await fetch(`${etcdUrl}/v3/${path}`, { method: 'POST', body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`etcd: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const now = (await post('kv/range', { key: btoa('/') })) as { header: { revision: string } };
      await post('kv/compaction', { revision: now.header.revision, physical: true });
    },
    end,
  };
}

function startEtcd(bin: string, folder: string, url: string, peerUrl: string): Program {
  const urls = ['listen-client-urls', 'advertise-client-urls'].map((flag) => `--${flag}=${url}`);
  const peers = ['listen-peer-urls', 'initial-advertise-peer-urls'].map((flag) => `--${flag}=${peerUrl}`);
  const own = [`--data-dir=${join(folder, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn'];
  return startProgram(bin, folder, 'etcd', [
    '--name=one',
    `--initial-cluster=one=${peerUrl}`,
    ...urls,
    ...peers,
    ...own,
  ]);
}

function apiFlags(folder: string, etcdUrl: string, port: number): readonly string[] {
  const file = (name: string): string => join(folder, name);
  return [
    `--etcd-servers=${etcdUrl}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--tls-cert-file=${file('server.crt')}`,
    `--tls-private-key-file=${file('server.key')}`,
    `--client-ca-file=${file('ca.crt')}`,
    `--token-auth-file=${file('tokens.csv')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${file('ca.key')}`,
    `--service-account-signing-key-file=${file('ca.key')}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--endpoint-reconciler-type=none',
  ];
}

/** Starts a program of a folder; what it says goes to a file of its name, and nobody else sees its end. */
export function startProgram(bin: string, folder: string, name: string, args: readonly string[]) {
  const output = { file: join(folder, `${name}.log`), append: true };
  return execa(join(bin, name), args, { stdin: 'ignore', stdout: output, stderr: output, reject: false });
}

export type Program = ReturnType<typeof startProgram>;

/** Ends a program with SIGKILL. */
export async function killed(program: Program | undefined): Promise<void> {
  program?.kill('SIGKILL');
  await program;
}

async function untilReady(folder: string, program: Program, ask: (...args: string[]) => Promise<string>) {
  const patience = Date.now() + READY_MS;
  for (let why: unknown; ; await delay(200)) {
    try {
      await ask('get', '--raw', '/readyz', '--request-timeout=5s');
      await ask('get', 'namespace', 'default');
      return;
    } catch (error) {
      why = error;
    }
    if (program.exitCode === null && program.signalCode === null && Date.now() < patience) continue;
    await killed(program);
    const log = await readFile(join(folder, 'kube-apiserver.log'), 'utf8');
    throw new Error(`the API server is not ready: ${log.slice(-2000)}`, { cause: why });
  }
}

/** An authority, the server's certificate, an administrator's, and the powerless one's token. */
async function makePki(folder: string): Promise<void> {
  const openssl = (...args: string[]) => execa('openssl', args, { cwd: folder });
  const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.crt`];
  const signed = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-days', '2'];
  await openssl('req', '-x509', ...key('ca'), '-subj', '/CN=troika-test', '-days', '2');
  const server = ['-addext', 'subjectAltName=IP:127.0.0.1', '-addext', 'extendedKeyUsage=serverAuth'];
  await openssl('req', '-x509', ...key('server'), ...signed, '-subj', '/CN=kube-apiserver', ...server);
  const client = ['-addext', 'extendedKeyUsage=clientAuth'];
  await openssl('req', '-x509', ...key('admin'), ...signed, '-subj', '/O=system:masters/CN=admin', ...client);
  await writeFile(join(folder, 'tokens.csv'), `${POWERLESS_TOKEN},powerless,powerless\n`);
}

/** JSON, which is YAML. */
async function writeKubeconfig(folder: string, name: string, server: string, user: object): Promise<string> {
  const path = join(folder, `${name}.kubeconfig`);
  const cluster = { server, 'certificate-authority': join(folder, 'ca.crt') };
  const file = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'one',
    clusters: [{ name: 'one', cluster }],
    users: [{ name: 'one', user }],
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
  };
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
  return path;
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
