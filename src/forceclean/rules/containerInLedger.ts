import { veto, type Rule } from '../rule.ts';

/**
 * What is in a container cannot be had back, and its id is a name that anybody may give again. So both are asked for: the
 * ledger, and the whole text that V1's script gives (k8s-cluster-api-provider files/bin/deploy_harbor.sh:52-55).
 */
export const containerInLedger: Rule = {
  name: 'container-in-ledger',
  kinds: ['container'],
  look(resource, view) {
    const named = view.claims(resource).some((claim) => claim.mine && claim.exact);
    const ledgered = view.ledgered(resource);
    if (named && !ledgered)
      return [veto('no ledger of a run names it, and its objects could not be had back', resource.name)];
    return ledgered && !named ? [veto('its name is none that the cluster’s creators give', resource.name)] : [];
  },
};
