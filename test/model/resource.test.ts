import { expect } from 'chai';
import { TroikaError, says } from '../../src/model/error.ts';
import { KINDS, linked, refKey } from '../../src/model/resource.ts';
import type { Resource } from '../../src/model/resource.ts';

describe('A resource', () => {
  it('has a key that no resource of another kind has', () => {
    const keys = KINDS.map((kind) => refKey({ kind, id: 'same' }));
    expect(new Set(keys).size).to.equal(KINDS.length);
    expect(refKey({ kind: 'port', id: '3f' })).to.equal('port/3f');
  });

  it('tells the ids it links to by one relation, in their order', () => {
    const port: Resource = {
      kind: 'port',
      id: 'p',
      name: '',
      projectId: 'x',
      status: 'ACTIVE',
      tags: [],
      metadata: {},
      facts: {},
      links: [
        { rel: 'securityGroup', kind: 'securityGroup', id: 'b' },
        { rel: 'network', kind: 'network', id: 'n' },
        { rel: 'securityGroup', kind: 'securityGroup', id: 'a' },
      ],
    };
    expect(linked(port, 'securityGroup')).to.deep.equal(['b', 'a']);
    expect(linked(port, 'subnet')).to.deep.equal([]);
  });
});

describe('An error for users', () => {
  it('keeps its verdict, hint and class beside its sentence', () => {
    const error = new TroikaError('broken', 'no room', { hint: 'wait', class: 'quota' });
    expect(error).to.include({ verdict: 'broken', message: 'no room', hint: 'wait', class: 'quota' });
    expect(error).to.be.instanceOf(Error);
  });

  it('is a sentence without a stack, as is anything else that is thrown', () => {
    expect(says(new TroikaError('usage', 'bad option'))).to.equal('bad option');
    expect(says('text')).to.equal('text');
    expect(says(undefined)).to.equal('undefined');
  });
});
