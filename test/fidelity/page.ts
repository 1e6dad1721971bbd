import { CASES, type FidelityCase } from './cases.ts';
import type { Line } from './compare.ts';
import { isOdd, reasonFor } from './reasons.ts';

const INTRO = `# What real controllers write, and what a footprint writes

Written by \`npm run fidelity\`; do not edit it by hand. Each section is one cluster, with one control plane and one worker, root volumes, a Service of two ports, a volume in use, one to be retained, and a snapshot. It was brought up by the real controllers on real OpenStack services ([the Kubernetes bed](../test/beds/kubernetes/README.md) on [the OpenStack bed](../test/beds/openstack/README.md)), and as a footprint in a second project. Both projects were listed through the services' own APIs, without Troika's client, and compared object by object and field by field.

- **Versions.** v1: Cluster API 1.6.3, its OpenStack provider 0.9.0. v2: 1.10.0 and 0.12.1. Both: cloud controller manager and Cinder CSI 1.31.2 (cloud-provider-openstack), external-provisioner 5.1.0, -attacher 4.13.0, -snapshotter 8.1.0; OpenStack Zed. v1 itself came with 1.28.2 of the two: not compared.
- **Not in it**: bastions, trunks, floating IP pools, networks and routers that somebody lends, shared load balancers, backups, OVN load balancers, further disks, names that had to be cut.
- **Tokens.** \`{C}\` the cluster's name, which is also its namespace and the prefix of its host; \`{S}\` a random suffix; \`{U}\` a UUID; \`{nodePort}\` a port that Kubernetes drew. Ids and addresses are replaced by what they stand for.
- **Recognised by**: the row of \`src/creators/\` that reads the real text, knowing the cluster's name and nothing else. Only texts have one.
- **Footprint**: \`=\` where it is the same. A difference, or a text that nobody reads, is in bold with a number; the reason is below the table. One without a reason makes the command fail.
- \`N more\`: fields that a service fills in by itself, and that are the same. Left out are ids, times, zones, states that come and go, keypairs and application credentials.
- The others that forceclean does not call the cluster's: attachments, which end with their servers or volumes; the project's default group; the credential that looked.

To make it again: \`npm run fidelity\`, for both generations; \`npm run fidelity v1\` or \`v2\` for one. It compiles what is not there yet (about an hour the first time), needs Debian with root, and replaces the sections it made. With \`TROIKA_BED_CLOUDS\` or \`TROIKA_KUBE_BED\` set it uses what runs there.
`;

/** A section of the page. Pure. @param attributed what forceclean says of the project, one sentence */
export function section(one: FidelityCase, lines: readonly Line[], attributed: string): string {
  const reasons: string[] = [];
  const rows = lines.map((line, index) => {
    const before = lines[index - 1];
    const again = before?.kind === line.kind && before.object === line.object;
    const odd = isOdd(line);
    const why = odd ? (reasonFor(one.name, line) ?? 'Not explained.') : '';
    if (odd && !reasons.includes(why)) reasons.push(why);
    return row(line, again, odd ? ` [${reasons.indexOf(why) + 1}]` : '');
  });
  const odd = lines.filter(isOdd);
  const unexplained = odd.filter((line) => reasonFor(one.name, line) === undefined).length;
  return [
    `## ${one.title}`,
    `${one.about} ${attributed}`,
    `${lines.length} lines; ${odd.length} differ or are read by nobody, ${unexplained} of them without a reason.`,
    // Aligned columns would be as wide as their widest text.
    [
      '<!-- prettier-ignore -->',
      '| kind | object | field | real | footprint | recognised by |',
      '| - | - | - | - | - | - |',
      ...rows,
    ].join('\n'),
    ...(reasons.length === 0 ? [] : [reasons.map((why, index) => `${index + 1}. ${why}`).join('\n')]),
  ].join('\n\n');
}

/** A row of the table; the object is named in its first one alone. */
function row(line: Line, again: boolean, note: string): string {
  const { kind, object, field, real, footprint, reader } = line;
  const same = real === footprint;
  const beside = same ? '=' : `**${cell(footprint)}**${note}`;
  const read = reader === '' ? '' : same && note !== '' ? `**${bare(reader)}**${note}` : bare(reader);
  const about = again ? ['', ''] : [kind, cell(object)];
  const cells = [...about, bare(field), cell(real), beside, read];
  return `|${cells.map((text) => (text === '' ? ' ' : ` ${text} `)).join('|')}|`;
}

function cell(text: string | undefined): string {
  return text === undefined ? '—' : `\`${bare(text)}\``;
}

function bare(text: string): string {
  return text.replaceAll('|', '\\|');
}

/**
 * The page with these sections in place of the earlier ones of the same titles; others stay as they are. Pure.
 * @param page as it was, '' for none
 */
export function withSections(page: string, made: ReadonlyMap<FidelityCase['name'], string>): string {
  const old = new Map(page.split(/^(?=## )/m).map((text) => [text.split('\n')[0] ?? '', text.trim()]));
  const sections = CASES.flatMap(({ name, title }) => made.get(name) ?? old.get(`## ${title}`) ?? []);
  return `${[INTRO.trim(), ...sections].join('\n\n')}\n`;
}
