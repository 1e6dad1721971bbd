import { holderName } from '../io/holderName.ts';
import { ownMark } from '../io/processes.ts';
import type { Read } from '../openstack/inventory.ts';
import { connectCloud } from './connectCloud.ts';
import type { Removing } from './forcecleanRequest.ts';
import { commandBookTools } from './leases/parts.ts';
import type { ReliefTools } from './leases/relieve.ts';
import type { Tools } from './tools.ts';

/** What is needed to take leases over, for whoever cleans by a command. @throws TroikaError as connectCloud */
export async function reliefTools(
  request: Removing,
  read: Read,
  tools: Tools,
): Promise<Omit<ReliefTools, 'says' | 'silence' | 'finish'>> {
  const session = request.bookSession ?? (await connectCloud(tools, request.cloud));
  return {
    ...commandBookTools(session, tools.clock, read),
    holder: holderName(tools.env),
    process: await ownMark(),
    demand: request.demand,
    controllersEnded: request.controllersEnded,
    cloud: session.named,
    runs: request.runs,
  };
}
