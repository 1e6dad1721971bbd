import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { resourceOf, tags, text } from './reading.ts';

/** Glance (glance/api/v2/images.py). The list shows what others share, too. */
const Image = z.object({
  id: z.string(),
  name: text,
  owner: z.string().nullish(),
  status: z.string(),
  created_at: text,
  updated_at: text,
  tags,
  visibility: z.string(),
  protected: z.boolean(),
});

/** Keystone (keystone/api/users.py); `unrestricted` may be null. The list shows those for all projects of the user. */
const ApplicationCredential = z.object({
  id: z.string(),
  name: text,
  description: text,
  project_id: z.string(),
  unrestricted: z.boolean().nullish(),
});

/**
 * Keystone (keystone/api/users.py, _convert_v3_to_ec2_credential). Its list tells the secret of each, too: that is not
 * read. Keystones of late answer only a login by password (LP#2159643, _require_primary_auth_for_ec2).
 */
const Ec2Credential = z.object({ access: z.string(), tenant_id: z.string() });

const UNSHOWN = 'ec2Credential (Keystone shows them to nobody but their user, logged in with a password)';

export const OTHER_ROWS = {
  image: {
    service: 'image',
    list: () => '/images',
    many: 'images',
    one: undefined,
    paging: 'next',
    item: (_scope, id) => `/images/${id}`,
    parse: (item) => {
      const image = Image.parse(item);
      const owner = image.owner ?? '';
      return resourceOf('image', {
        id: image.id,
        name: image.name,
        projectId: owner,
        status: image.status,
        createdAt: image.created_at,
        updatedAt: image.updated_at,
        tags: image.tags,
        facts: { visibility: image.visibility, protected: image.protected, owner },
      });
    },
  },
  ec2Credential: {
    service: 'identity',
    list: ({ userId }) => `/users/${userId}/credentials/OS-EC2`,
    many: 'credentials',
    one: 'credential',
    paging: 'none',
    item: ({ userId }, id) => `/users/${userId}/credentials/OS-EC2/${id}`,
    // With an application credential Keystone (Zed) was seen to answer one look and to refuse the next.
    passwordOnly: UNSHOWN,
    lacking: {
      403: UNSHOWN,
      404: 'ec2Credential (Keystone has none here)',
    },
    parse: readEc2Credential,
  },
  applicationCredential: {
    service: 'identity',
    list: ({ userId }) => `/users/${userId}/application_credentials`,
    many: 'application_credentials',
    one: 'application_credential',
    paging: 'none',
    item: ({ userId }, id) => `/users/${userId}/application_credentials/${id}`,
    parse: (item) => {
      const credential = ApplicationCredential.parse(item);
      return resourceOf('applicationCredential', {
        id: credential.id,
        name: credential.name,
        projectId: credential.project_id,
        description: credential.description,
        facts: { unrestricted: credential.unrestricted === true },
      });
    },
  },
} satisfies Partial<Record<Kind, KindRow>>;

function readEc2Credential(item: unknown): Resource {
  const { access, tenant_id: projectId } = Ec2Credential.parse(item);
  return resourceOf('ec2Credential', { id: access, name: '', projectId });
}
