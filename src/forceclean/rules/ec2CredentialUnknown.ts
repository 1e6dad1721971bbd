import { refKey } from '../../model/resource.ts';
import { weak, type Rule } from '../rule.ts';

/**
 * An EC2 credential has an access key, a user and a project, and nothing that says what it was made for (V1 makes one for
 * its registry: k8s-cluster-api-provider files/bin/deploy_harbor.sh:37-50). Only the ledger proves it; any other is named.
 */
export const ec2CredentialUnknown: Rule = {
  name: 'ec2-credential-unknown',
  kinds: ['ec2Credential'],
  look: (resource, view) =>
    view.ledgered(resource) || view.input.baseline?.has(refKey(resource)) === true
      ? []
      : [weak('of this user and project, and nothing on it says for what', resource.id)],
};
