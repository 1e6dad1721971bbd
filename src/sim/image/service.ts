import { param, type Call, type Reply, type SimService } from '../core/call.ts';
import { imageFault } from '../core/fault.ts';
import { cutPage, newestFirst, pageHref } from '../core/paging.ts';
import { where } from '../core/state.ts';
import type { Image } from './rows.ts';

const CONTROLS = new Set(['limit', 'marker', 'sort', 'sort_key', 'sort_dir', 'member_status']);

/** Glance, as far as it lists, shows and deletes. */
export const image: SimService = {
  name: 'image',
  prefix: '/image',
  fault: imageFault,
  routes: [
    { method: 'GET', path: '/', open: true, handle: versions },
    { method: 'GET', path: '/v2/images', handle: listImages },
    { method: 'GET', path: '/v2/images/:id', handle: showImage },
    { method: 'DELETE', path: '/v2/images/:id', handle: deleteImage },
  ],
};

function versions(call: Call): Reply {
  const links = [{ rel: 'self', href: `${call.base}/image/v2/` }];
  return { status: 300, body: { versions: [{ id: 'v2.15', status: 'CURRENT', links }] } };
}

/**
 * GET /v2/images: one's own and the public ones, 25 a page where no limit is asked for (glance/common/config.py,
 * limit_param_default). A filter it does not know is taken for a property that no image has.
 */
function listImages(call: Call): Reply {
  const names = call.ignoreFilters ? [] : [...new Set(call.query.keys())].filter((name) => !CONTROLS.has(name));
  const rows = where(call.state.images, (row) => {
    if (row.owner !== call.projectId && row.visibility !== 'public') return false;
    const view = imageView(row);
    return names.every((name) => String(view[name]) === call.query.get(name));
  });
  const most = call.query.has('limit') ? 1000 : 25;
  const page = cutPage(call, newestFirst(rows), most, {
    limit: () => imageFault(400, 'limit param must be an integer'),
    marker: (marker) => imageFault(400, `Invalid marker. Image ${marker} could not be found.`),
  });
  const own = call.path.replace('/image', '');
  const next = page.next === undefined ? {} : { next: pageHref(call, { marker: page.next }, '').replace('/image', '') };
  const first = own + (call.query.size === 0 ? '' : `?${call.query.toString()}`);
  return { status: 200, body: { images: page.rows.map(imageView), first, ...next, schema: '/v2/schemas/images' } };
}

function showImage(call: Call): Reply {
  return { status: 200, body: imageView(find(call)) };
}

function deleteImage(call: Call): Reply {
  const row = find(call);
  if (row.owner !== call.projectId) throw imageFault(403, `You are not authorized to complete delete_image action.`);
  if (row.protected) throw imageFault(403, `Image ${row.id} is protected and cannot be deleted.`);
  call.state.images.delete(row.id);
  return { status: 204 };
}

function find(call: Call): Image {
  const id = param(call, 'id');
  const row = call.state.images.get(id);
  if (row !== undefined && (row.owner === call.projectId || row.visibility === 'public')) return row;
  throw imageFault(404, `No image found with ID ${id}`);
}

function imageView(row: Image): Record<string, unknown> {
  return {
    name: row.name,
    disk_format: 'raw',
    container_format: 'bare',
    visibility: row.visibility,
    size: row.size,
    virtual_size: row.size,
    status: row.status,
    checksum: row.checksum,
    protected: row.protected,
    min_ram: row.minRam,
    min_disk: row.minDisk,
    owner: row.owner,
    os_hidden: false,
    os_hash_algo: 'sha512',
    os_hash_value: row.checksum.repeat(4),
    id: row.id,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    tags: row.tags,
    self: `/v2/images/${row.id}`,
    file: `/v2/images/${row.id}/file`,
    schema: '/v2/schemas/image',
  };
}
