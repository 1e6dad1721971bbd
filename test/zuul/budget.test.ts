import { expect } from 'chai';
import { budgetOf } from '../../src/zuul/budget.ts';

const OWN = { deadlineSeconds: 2700, cleanupSeconds: 900 };

describe('the time of a run in a build', () => {
  it('is the file’s where the job’s timeout has room for it, or there is none', () => {
    expect(budgetOf(undefined, 100, OWN)).to.deep.equal({ deadlineSeconds: 2700, by: 'file' });
    expect(budgetOf(3000, 240, OWN)).to.deep.equal({ deadlineSeconds: 2700, by: 'file' });
  });

  it('is what the job’s timeout leaves, with a reserve, so that the clean-up ends before Zuul does', () => {
    expect(budgetOf(3000, 241, OWN)).to.deep.equal({ deadlineSeconds: 2699, by: 'build' });
    expect(budgetOf(1800, 100.4, OWN)).to.deep.equal({ deadlineSeconds: 1639, by: 'build' });
  });

  it('is refused, with its sum, where next to the clean-up nothing is left to work in', () => {
    expect(budgetOf(1200, 180, OWN)).to.deep.equal({ deadlineSeconds: 960, by: 'build' });
    expect(budgetOf(1200, 181, OWN)).to.deep.equal({
      wrong:
        "of the job's timeout of 1200 s 181 s are over; with 60 s in reserve that leaves 959 s, and clean-up alone may need 900 s",
    });
    expect(budgetOf(60, 500, OWN))
      .to.have.property('wrong')
      .that.includes('leaves 0 s');
  });
});
