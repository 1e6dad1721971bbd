import type { Secret } from '../model/secret.ts';

/** How to get a token, as clouds.yaml or `OS_*` say it. */
export type Auth =
  | {
      readonly type: 'password';
      readonly username?: string;
      readonly userId?: string;
      readonly userDomain: { readonly id?: string; readonly name?: string };
      readonly password: Secret;
      readonly project: {
        readonly id?: string;
        readonly name?: string;
        readonly domain?: { readonly id?: string; readonly name?: string };
      };
    }
  | { readonly type: 'applicationCredential'; readonly id: string; readonly secret: Secret }
  | {
      readonly type: 'applicationCredentialByName';
      readonly name: string;
      /** Somebody named it; else it goes without saying. */
      readonly named?: true;
      readonly secret: Secret;
      readonly username?: string;
      readonly userId?: string;
      readonly userDomain: { readonly id?: string; readonly name?: string };
    }
  | {
      readonly type: 'token';
      readonly token: Secret;
      readonly project: {
        readonly id?: string;
        readonly name?: string;
        readonly domain?: { readonly id?: string; readonly name?: string };
      };
    };

/** One cloud as every OpenStack tool would understand it. */
export interface CloudConfig {
  /** The name in clouds.yaml; for `OS_*` the name openstacksdk gives: OS_CLOUD_NAME, else `envvars`. */
  readonly name: string;
  /** Somebody named it; else it goes without saying. */
  readonly named?: true;
  /** Keystone's versioned root, ending in `/v3`. */
  readonly authUrl: string;
  readonly auth: Auth;
  readonly region?: string;
  readonly interface: 'public' | 'internal' | 'admin';
  /** False: certificates are not checked (`verify: false`, `insecure`). */
  readonly verify: boolean;
  /** Path of a CA bundle. */
  readonly cacert?: string;
}
