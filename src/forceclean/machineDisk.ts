import { CAPO_MACHINE } from '../creators/capo.ts';
import { serverTexts } from '../creators/write.ts';
import type { Resource } from '../model/resource.ts';
import { isRestored } from './restored.ts';

/**
 * True for a disk that CAPO made for this very server: name and description hold the server's whole name
 * (creators/capo.ts), whatever its machine deployment is called. Pure.
 */
export function isDiskOf(volume: Resource, server: Resource): boolean {
  if (server.name === '' || isRestored(volume)) return false;
  const { rootVolume, rootVolumeDescription } = serverTexts(server.name);
  const extra = CAPO_MACHINE.extraVolumeDescription.template.write({ srv: server.name });
  return volume.description === extra
    ? volume.name.startsWith(`${server.name}-`)
    : volume.name === rootVolume && volume.description === rootVolumeDescription;
}
