import type { SonobuoySpec } from '../../../src/config/sonobuoySpec.ts';

export const SPEC: SonobuoySpec = {
  suite: 'sonobuoy',
  name: 'sonobuoy',
  known: [],
  rerun: 0,
  plugins: ['e2e'],
  pluginEnv: {},
  pluginImages: {},
  skipPreflight: ['dnscheck'],
  timeoutSeconds: 600,
  startSeconds: 120,
};
