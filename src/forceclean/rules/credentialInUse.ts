import { veto, type Rule } from '../rule.ts';

/** Deleting it would log this very process out. */
export const credentialInUse: Rule = {
  name: 'credential-in-use',
  kinds: ['applicationCredential'],
  look: (resource, view) =>
    resource.id === view.input.applicationCredentialId
      ? [veto('the credential this process works with', resource.id)]
      : [],
};
