import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import type { ContainerLog } from '../../support/containerLog.ts';
import { podStatus, running, startContainers, type Containers } from '../../support/containers.ts';
import type { Recorded } from './recorded.ts';

export const POD = 'e2e-conformance-test';
export const TESTS = 'conformance-container';
const OUTPUT = 'output-container';

/** A cluster in which a test plays the pod that hydrophone makes. */
export interface Stage {
  readonly api: ApiServer;
  readonly containers: Containers;
  /** Plays the pod of a namespace. */
  pod(namespace: string): PlayedPod;
  end(): Promise<void>;
}

export interface PlayedPod {
  /** Waits for it, and lets both containers run. */
  start(): Promise<void>;
  /** Waits for it, gives it to the node, and tells this of it. */
  begin(status: object): Promise<void>;
  tell(status: object): Promise<void>;
  readonly log: ContainerLog;
  /** Puts both files of results where they are fetched from. */
  results(recorded: Recorded): Promise<void>;
  /** The connection that fetches the report breaks after so many bytes. */
  cut(bytes: number): void;
  /** The tests' container ends; the other one goes on. */
  finish(exitCode: number, reason?: string): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const api = await startApiServer();
  const cuts = new Map<string, number>();
  const folderOf = (namespace: string): string => join(api.folder, 'results', namespace);
  const containers = await startContainers(api, ([program = '', path = ''], { namespace }) => {
    const cutAfter = path.endsWith('.xml') ? cuts.get(namespace) : undefined;
    return {
      run: [program, join(folderOf(namespace), basename(path))],
      ...(cutAfter === undefined ? {} : { cutAfter }),
    };
  });
  return {
    api,
    containers,
    pod(namespace) {
      const tell = (status: object): Promise<void> => containers.tell(namespace, POD, status);
      const begin = async (status: object): Promise<void> => {
        await containers.schedule(namespace, POD);
        await tell(status);
      };
      const log = containers.log({ namespace, pod: POD, container: TESTS });
      return {
        log,
        begin,
        tell,
        start: () => begin(running(TESTS, OUTPUT)),
        async results({ log: text, report }) {
          await rm(folderOf(namespace), { recursive: true, force: true });
          await mkdir(folderOf(namespace), { recursive: true });
          await writeFile(join(folderOf(namespace), 'e2e.log'), text);
          await writeFile(join(folderOf(namespace), 'junit_01.xml'), report);
        },
        cut: (bytes) => void cuts.set(namespace, bytes),
        async finish(exitCode, reason = exitCode === 0 ? 'Completed' : 'Error') {
          log.end();
          const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
          const terminated = { exitCode, reason, startedAt: now, finishedAt: now };
          await tell(podStatus('Running', { [TESTS]: { terminated }, [OUTPUT]: { running: { startedAt: now } } }));
        },
      };
    },
    async end() {
      await containers.end();
      await api.end();
    },
  };
}
