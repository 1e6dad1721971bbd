import type { Rule } from '../rule.ts';
import { attachmentOfVolume } from './attachmentOfVolume.ts';
import { backupOfVolume } from './backupOfVolume.ts';
import { bareFloatingIp } from './bareFloatingIp.ts';
import { baseline } from './baseline.ts';
import { bootableByHand } from './bootableByHand.ts';
import { bornBefore } from './bornBefore.ts';
import { claimUid } from './claimUid.ts';
import { containerInLedger } from './containerInLedger.ts';
import { credentialInUse } from './credentialInUse.ts';
import { earlierListing } from './earlierListing.ts';
import { ec2CredentialUnknown } from './ec2CredentialUnknown.ts';
import { elimination } from './elimination.ts';
import { floatingIpOfPool } from './floatingIpOfPool.ts';
import { floatingIpOnPort } from './floatingIpOnPort.ts';
import { groupOfLoadBalancer } from './groupOfLoadBalancer.ts';
import { groupOfPorts } from './groupOfPorts.ts';
import { groupOfServers } from './groupOfServers.ts';
import { inGroup } from './inGroup.ts';
import { keepMark } from './keepMark.ts';
import { keypairAnew } from './keypairAnew.ts';
import { keypairOfServers } from './keypairOfServers.ts';
import { leaseBook } from './leaseBook.ts';
import { ledger } from './ledger.ts';
import { loadBalancerOnNetwork } from './loadBalancerOnNetwork.ts';
import { locked } from './locked.ts';
import { managementHost } from './managementHost.ts';
import { namesNeighbour } from './namesNeighbour.ts';
import { namesNobody } from './namesNobody.ts';
import { neighbourLedger } from './neighbourLedger.ts';
import { otherText } from './otherText.ts';
import { ourText } from './ourText.ts';
import { partOfLoadBalancer } from './partOfLoadBalancer.ts';
import { portOfLoadBalancer } from './portOfLoadBalancer.ts';
import { portOnNetwork } from './portOnNetwork.ts';
import { project } from './project.ts';
import { pvNameElsewhere } from './pvNameElsewhere.ts';
import { reservedForServer } from './reservedForServer.ts';
import { routerOfNetworks } from './routerOfNetworks.ts';
import { serverOnNetworks } from './serverOnNetworks.ts';
import { serviceUid } from './serviceUid.ts';
import { shared } from './shared.ts';
import { shareOfLoadBalancer } from './shareOfLoadBalancer.ts';
import { snapshotOfVolume } from './snapshotOfVolume.ts';
import { subnetOfNetwork } from './subnetOfNetwork.ts';
import { trunkOfPort } from './trunkOfPort.ts';
import { volumeOnServer } from './volumeOnServer.ts';

/** Every rule of attribution. The order is the one in which evidence of one strength is printed. */
export const RULES: readonly Rule[] = [
  project,
  baseline,
  bornBefore,
  earlierListing,
  keepMark,
  locked,
  inGroup,
  pvNameElsewhere,
  bootableByHand,
  shared,
  leaseBook,
  credentialInUse,
  managementHost,
  otherText,
  namesNeighbour,
  neighbourLedger,
  ledger,
  keypairAnew,
  claimUid,
  serviceUid,
  ourText,
  subnetOfNetwork,
  routerOfNetworks,
  serverOnNetworks,
  loadBalancerOnNetwork,
  shareOfLoadBalancer,
  partOfLoadBalancer,
  portOfLoadBalancer,
  portOnNetwork,
  floatingIpOnPort,
  floatingIpOfPool,
  groupOfPorts,
  groupOfLoadBalancer,
  volumeOnServer,
  reservedForServer,
  snapshotOfVolume,
  backupOfVolume,
  attachmentOfVolume,
  trunkOfPort,
  containerInLedger,
  ec2CredentialUnknown,
  groupOfServers,
  keypairOfServers,
  namesNobody,
  bareFloatingIp,
  elimination,
];
