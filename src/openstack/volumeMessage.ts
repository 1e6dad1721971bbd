import { z } from 'zod';
import { send } from './calls.ts';
import type { Session } from './session.ts';

/**
 * Messages came with 3.3; from 3.5 on Cinder takes filters, and answers the newest first (cinder/api/microversions.py,
 * cinder/api/v3/messages.py).
 */
const MICROVERSION = { 'openstack-api-version': 'volume 3.5' } as const;

const Messages = z.object({
  messages: z.array(z.object({ resource_uuid: z.string().nullish(), user_message: z.string() })),
});

/**
 * What Cinder tells its users of a volume's or a snapshot's last failure; undefined where it tells nothing. It keeps a
 * message for 30 days by default (cinder/message/api.py, message_ttl).
 * @throws CloudError, also where Cinder is too old for messages
 */
export async function volumeMessage(session: Session, id: string, signal?: AbortSignal): Promise<string | undefined> {
  const asked = {
    service: 'volume',
    method: 'GET',
    path: `/messages?resource_uuid=${id}`,
    headers: MICROVERSION,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const { messages } = await send(session, asked, (body) => Messages.parse(body));
  return messages.find((message) => message.resource_uuid === id)?.user_message;
}
