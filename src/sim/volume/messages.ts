import type { Call, Reply } from '../core/call.ts';
import { where } from '../core/state.ts';

/**
 * GET /messages: what became of the volumes that no back end could make (cinder/message/message_field.py; cinder/api/v3/views/messages.py).
 * Of other failures nothing is told here.
 */
export function listMessages(call: Call): Reply {
  const asked = call.query.get('resource_uuid');
  const failed = where(call.state.volumes, (row) => row.projectId === call.projectId && row.status === 'error');
  const messages = failed
    .filter(({ id }) => asked === null || id === asked)
    .map(({ id, updatedAt, createdAt }) => ({
      id,
      event_id: 'VOLUME_VOLUME_001_003',
      user_message: 'schedule allocate volume:Could not find any available weighted backend.',
      message_level: 'ERROR',
      resource_type: 'VOLUME',
      resource_uuid: id,
      created_at: updatedAt ?? createdAt,
    }));
  return { status: 200, body: { messages } };
}
