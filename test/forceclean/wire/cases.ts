import { ADDRESSES } from './addresses.ts';
import { FAILURES } from './failures.ts';
import { LEDGERED } from './ledgered.ts';
import { NAMES } from './names.ts';
import { ROUTES } from './routes.ts';
import { SHARED } from './shared.ts';
import { VOLUMES } from './volumes.ts';
import { WAITING } from './waiting.ts';

/** All cases, by theme. */
export const THEMES = {
  volumes: VOLUMES,
  'floating IPs': ADDRESSES,
  names: NAMES,
  'shared things': SHARED,
  'extra routes': ROUTES,
  'things of a ledger': LEDGERED,
  failures: FAILURES,
  'things that take their time': WAITING,
} as const;
