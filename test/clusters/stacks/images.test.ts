import { expect } from 'chai';
import { deletesItsImage, saysKept } from '../../../src/clusters/stacks/images.ts';
import { object } from './objects.ts';

/** Images as openstack-resource-controller 1.0.0 has them (api/v1alpha1/controller_options.go). */
describe('an Image of the OpenStack resource controller', () => {
  const image = (spec: unknown, status?: unknown) => object('Image', 'node', { spec, status });

  it('takes its image along where it manages that, and nobody has said otherwise', () => {
    expect(deletesItsImage(image({ managementPolicy: 'managed' }))).to.equal(true);
    expect(deletesItsImage(image({}))).to.equal(true);
    expect(deletesItsImage(image({ managementPolicy: 'managed', managedOptions: { onDelete: 'delete' } }))).to.equal(
      true,
    );
  });

  it('leaves it where it only knows it, or was told to let go of it', () => {
    expect(deletesItsImage(image({ managementPolicy: 'unmanaged' }))).to.equal(false);
    expect(deletesItsImage(image({ managementPolicy: 'managed', managedOptions: { onDelete: 'detach' } }))).to.equal(
      false,
    );
  });

  it('is told with the id of what stays, where there is one', () => {
    expect(saysKept(image({}, { id: '7c1f' }))).to.equal(
      'the image of Image node (7c1f) stays in the cloud: others may boot from it',
    );
    expect(saysKept(image({}))).to.equal('the image of Image node stays in the cloud: others may boot from it');
  });
});
