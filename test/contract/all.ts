import type { MakeWorld } from '../support/world.ts';
import { describeAddresses } from './addresses.ts';
import { describeBackups } from './backups.ts';
import { describeCredentials } from './credentials.ts';
import { describeEc2Credentials } from './ec2Credentials.ts';
import { describeFields } from './fields.ts';
import { describeFilters } from './filters.ts';
import { describeFloatingIps } from './floatingIps.ts';
import { describeLeaseBeats } from './leaseBeats.ts';
import { describeLeaseBooks } from './leaseBooks.ts';
import { describeLeaseRaces } from './leaseRaces.ts';
import { describeLeases } from './leases.ts';
import { describeLoadBalancers } from './loadBalancers.ts';
import { describeNetworks } from './networks.ts';
import { describeObjectStore } from './objectStore.ts';
import { describePaging } from './paging.ts';
import { describeQuotas } from './quotas.ts';
import { describeRevisions } from './revisions.ts';
import { describeSecurityGroups } from './securityGroups.ts';
import { describeServers } from './servers.ts';
import { describeTrunks } from './trunks.ts';
import { describeVolumeAttachments } from './volumeAttachments.ts';
import { describeVolumes } from './volumes.ts';

/** Everything Troika relies on, for whichever cloud makes the worlds. */
export function describeContract(makeWorld: MakeWorld): void {
  describeAddresses(makeWorld);
  describeRevisions(makeWorld);
  describeLeases(makeWorld);
  describeLeaseBeats(makeWorld);
  describeLeaseRaces(makeWorld);
  describeLeaseBooks(makeWorld);
  describeNetworks(makeWorld);
  describeFloatingIps(makeWorld);
  describeSecurityGroups(makeWorld);
  describeServers(makeWorld);
  describeTrunks(makeWorld);
  describeVolumes(makeWorld);
  describeBackups(makeWorld);
  describeVolumeAttachments(makeWorld);
  describeLoadBalancers(makeWorld);
  describeQuotas(makeWorld);
  describePaging(makeWorld);
  describeFilters(makeWorld);
  describeCredentials(makeWorld);
  describeEc2Credentials(makeWorld);
  describeObjectStore(makeWorld);
  describeFields(makeWorld);
}
