import { expect } from 'chai';
import { readBuild, type ZuulBuild } from '../../src/zuul/build.ts';
import { apiOf, listingOf, previousIn } from '../../src/zuul/previous.ts';
import { zuulVariables } from '../support/zuulFolder.ts';
import { rowOf } from '../support/zuulRows.ts';

const OWN = ((): ZuulBuild => {
  const build = readBuild(zuulVariables({ job: 'troika-nightly', pipeline: 'periodic' }));
  if ('wrong' in build) throw new Error(build.wrong);
  return build;
})();

/** What is chosen of these builds, the latest first. */
function chosen(...rows: readonly object[]) {
  return previousIn(JSON.stringify(rows), OWN, 'main');
}

describe('the build before this one', () => {
  it('is asked for below the API of the tenant, wherever people see its builds', () => {
    const api = 'https://zuul.example.org/api/tenant/scs';
    expect(apiOf('https://zuul.example.org/t/scs')).to.equal(api);
    expect(apiOf('https://zuul.example.org/t/scs/')).to.equal(api);
    expect(apiOf('https://zuul.example.org'), 'a tenant with a host of its own').to.equal(
      'https://zuul.example.org/api',
    );
    const listing = new URL(listingOf('https://zuul.example.org/t/scs', OWN, 'release/1&x=y'));
    expect(Object.fromEntries(listing.searchParams)).to.include({
      job_name: 'troika-nightly',
      pipeline: 'periodic',
      project: 'demo',
      branch: 'release/1&x=y',
      complete: 'true',
    });
  });

  it('is the latest that left a result, and those since are named', () => {
    expect(
      chosen(
        rowOf({ result: 'ABORTED', artifacts: [] }),
        rowOf({ result: 'RETRY_LIMIT', artifacts: [{ name: 'log', url: 'http://logs/x', metadata: null }] }),
        rowOf({ uuid: 'last', result: 'FAILURE' }, 'http://logs/last/result.json'),
        rowOf({ uuid: 'older' }, 'http://logs/older/result.json'),
      ),
    ).to.deep.equal({
      previous: { build: 'last', url: 'http://logs/last/result.json', since: ['ABORTED', 'RETRY_LIMIT'] },
    });
  });

  it('is none of another job, branch, project or pipeline, nor of a change, nor another attempt or job of this buildset', () => {
    const { none } = chosen(
      rowOf({ job_name: 'troika-e2e-quick' }),
      rowOf({ pipeline: 'e2e' }),
      rowOf({ ref: { project: 'demo', branch: 'release-1', change: null } }),
      rowOf({ ref: { project: 'other', branch: 'main', change: null } }),
      rowOf({ ref: { project: 'demo', branch: 'main', change: '7' } }),
      rowOf({ buildset: { uuid: OWN.buildset } }),
      rowOf({ result: 'RETRY' }),
      rowOf({ result: null }),
    ) as { none: string };
    expect(none).to.equal('it is the first build of this job on this branch');
  });

  it('may have left nothing, or be told in words that nobody knows', () => {
    expect(chosen(rowOf({ result: 'POST_FAILURE', artifacts: [] }))).to.deep.equal({
      none: 'none of the builds before left a result: POST_FAILURE',
    });
    expect(previousIn('<html>', OWN, 'main')).to.deep.equal({ none: 'Zuul’s list of builds cannot be read' });
    expect(previousIn('[{}]', OWN, 'main')).to.deep.equal({ none: 'Zuul’s list of builds cannot be read' });
  });
});
