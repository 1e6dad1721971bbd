import { expect } from 'chai';
import { loadConfig } from '../../src/config/load.ts';
import { files, read } from './sources.ts';

describe('the examples', () => {
  it('are configurations without a problem', () => {
    const examples = files('examples').filter((path) => path.endsWith('troika.yaml'));
    expect(examples).to.not.deep.equal([]);
    for (const path of examples) expect(loadConfig(path, read(path)), path).to.have.property('config');
  });
});
