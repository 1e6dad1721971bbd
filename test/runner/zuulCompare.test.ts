import { expect } from 'chai';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../src/io/files.ts';
import { zuulCollect } from '../../src/runner/zuulCollect.ts';
import { zuulCompare } from '../../src/runner/zuulCompare.ts';
import { runIdOfBuild } from '../../src/zuul/runId.ts';
import { ENDED } from '../report/run.ts';
import { resultText, suiteWith } from '../report/results.ts';
import { makeTools } from '../support/inProcess.ts';
import { makePlace, type Place } from '../support/program.ts';
import { makeZuulFolder, zuulVariables } from '../support/zuulFolder.ts';
import { rowOf } from '../support/zuulRows.ts';

const GOOD = resultText([suiteWith({ rises: 'passed', sets: 'failed' })]);
const WORSE = resultText([suiteWith({ rises: 'failed', sets: 'failed' })]);

/** What Zuul answers at an address. */
type Answer = { readonly status?: number; readonly text: string };

describe('a build and the one before it', function () {
  this.timeout(120_000);
  let place: Place;
  let server: Server;
  let zuulUrl: string;
  let answers: Map<string, Answer>;
  let asked: string[];

  beforeEach(async () => {
    place = await makePlace();
    answers = new Map();
    asked = [];
    server = createServer((request, response) => {
      const [path = ''] = (request.url ?? '').split('?');
      asked.push(path);
      const { status = 200, text } = answers.get(path) ?? { status: 404, text: 'not here' };
      response.writeHead(status).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    zuulUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/t/bed`;
  });
  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
    await place.remove();
  });

  /** The last night as Zuul knows it. @param text of its result.json */
  function lastNight(text: string, more: Readonly<Record<string, unknown>> = {}): void {
    const at = zuulUrl.replace('/t/bed', '/logs/result.json');
    answers.set('/api/tenant/bed/builds', { text: JSON.stringify([rowOf(more, at)]) });
    answers.set('/logs/result.json', { text });
  }

  /** A night whose run came to this. @param text of its result.json; undefined: it left none */
  async function nightOf(text: string | undefined, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const variables = zuulVariables({ job: 'troika-nightly', pipeline: 'periodic', ...more });
    const folder = await makeZuulFolder(place.path, variables);
    const run = join(folder, 'runs', runIdOfBuild(variables.build));
    await writeWhole(join(run, 'journal.ndjson'), ENDED.map((event) => `${JSON.stringify(event)}\n`).join(''));
    await writeWhole(join(run, 'summary.md'), '# failed\n');
    if (text !== undefined) await writeWhole(join(run, 'result.json'), text);
    return folder;
  }

  async function compared(folder: string, url: string | undefined = zuulUrl): Promise<{ code: number; said: string }> {
    const { tools, printed } = makeTools(place.path, '');
    const code = await zuulCompare({ folder, zuulUrl: url }, tools);
    return { code, said: printed() };
  }

  async function collected(folder: string) {
    const into = join(place.path, 'logs');
    await zuulCollect({ folder, into }, makeTools(place.path, '').tools);
    const { zuul, troika } = JSON.parse(await readFile(join(into, 'zuul-return.json'), 'utf8'));
    return { zuul, troika, summary: await readFile(join(into, 'summary.md'), 'utf8') };
  }

  it('are compared, and what is new stands in comment, return data, summary and artifacts', async () => {
    lastNight(GOOD);
    const folder = await nightOf(WORSE);
    const { code, said } = await compared(folder);
    expect(code, said).to.equal(1);
    expect(said).to.match(/^New failures \(1\)\n {2}east, e2e: rises$/m);
    const { zuul, troika, summary } = await collected(folder);
    for (const text of [zuul.warnings[0], summary]) expect(text).to.match(/New failures \(1\):\n\n- east, e2e: rises/);
    expect(zuul.warnings[0].indexOf('Compared with'), 'behind the tests').to.be.below(
      zuul.warnings[0].indexOf('## Tests'),
    );
    expect(troika.compared).to.deep.include({ run: 'abcdefghi', verdict: 'failed', exit: 1 });
    expect(troika.compared.counts).to.include({ 'new failure': 1, 'still failing': 1 });
    const types = zuul.artifacts.map((one: { metadata: { type: string } }) => one.metadata.type);
    expect(types).to.include('troika_comparison');
  });

  it('are not compared where there is none: that is said, and is no failure', async () => {
    for (const [set, why] of [
      [() => answers.set('/api/tenant/bed/builds', { text: '[]' }), /it is the first build of this job on this branch/],
      [
        () => lastNight(GOOD, { artifacts: [], result: 'TIMED_OUT' }),
        /none of the builds before left a result: TIMED_OUT/,
      ],
      [() => answers.set('/api/tenant/bed/builds', { status: 403, text: '' }), /cannot be asked: it answered 403/],
      [() => lastNight(GOOD.slice(0, 999)), /what build b+ left is no whole JSON/],
      [() => lastNight(GOOD.replace('"version": 2', '"version": 1')), /left is a result\.json of version 1/],
      [
        () => void (lastNight(GOOD), answers.delete('/logs/result.json')),
        /the result of build b+ cannot be fetched: it answered 404/,
      ],
      [() => lastNight(`"${'x'.repeat(26_000_000)}"`), /cannot be fetched: its answer has more than 25000000 bytes/],
    ] as const) {
      set();
      const folder = await nightOf(WORSE);
      const { code, said } = await compared(folder);
      expect(code, said).to.equal(0);
      expect(said)
        .to.match(why)
        .and.to.match(/^Not compared with an earlier build: /);
      const { zuul, troika } = await collected(folder);
      expect(zuul.warnings[0]).to.include('Not compared with an earlier build: ');
      expect(troika).to.not.have.property('compared');
    }
  });

  it('are not compared where nobody says where Zuul is, nor for a change, and Zuul is not asked', async () => {
    lastNight(GOOD);
    const { tools, printed } = makeTools(place.path, '');
    expect(await zuulCompare({ folder: await nightOf(WORSE), zuulUrl: undefined }, tools)).to.equal(0);
    expect(printed()).to.include('nothing says where Zuul is');
    const { code, said } = await compared(await nightOf(WORSE, { change: '1', patchset: '2' }));
    expect({ code, said }).to.deep.equal({
      code: 0,
      said: 'Not compared with an earlier build: only builds of a branch follow one another.\n',
    });
    expect(asked).to.deep.equal([]);
  });

  it('are red where this one has no result at all', async () => {
    lastNight(GOOD);
    const { code, said } = await compared(await nightOf(undefined));
    expect(code).to.equal(3);
    expect(said).to.include('this run has no result: it did not begin, or was killed');
  });

  it('tell of the nights between them that left nothing', async () => {
    lastNight(WORSE);
    const rows = JSON.parse(answers.get('/api/tenant/bed/builds')?.text ?? '');
    const lost = rowOf({ result: 'RETRY_LIMIT', artifacts: [] });
    answers.set('/api/tenant/bed/builds', { text: JSON.stringify([lost, ...rows]) });
    const folder = await nightOf(WORSE);
    const { code, said } = await compared(folder);
    expect(code, said).to.equal(0);
    expect(said).to.include('Builds since then that left no result: RETRY_LIMIT.');
    expect((await collected(folder)).zuul.warnings[0]).to.include('left no result: RETRY\\_LIMIT.');
  });
});
