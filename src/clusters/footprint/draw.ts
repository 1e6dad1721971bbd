import { randomInt, randomUUID, randomBytes } from 'node:crypto';
import { SUFFIX_LETTERS } from '../../creators/tokens.ts';

/** What Kubernetes, and a key maker, would leave to chance. */
export interface Draw {
  /** Five letters as Kubernetes hangs them on a name. */
  suffix(): string;
  uuid(): string;
  /** A Service's port on the nodes; never the same twice. */
  nodePort(): number;
  /** A public SSH key. */
  publicKey(): string;
}

const NODE_PORTS = { first: 30_000, last: 32_767 } as const;

/** Draws for one cluster. Nobody holds the private half of its keys, so nobody can log in with them. */
export function randomDraw(): Draw {
  const ports = new Set<number>();
  return {
    suffix: () => Array.from({ length: 5 }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join(''),
    uuid: () => randomUUID(),
    nodePort() {
      let port: number;
      do port = randomInt(NODE_PORTS.first, NODE_PORTS.last + 1);
      while (ports.has(port));
      ports.add(port);
      return port;
    },
    publicKey: () => sshKey(randomBytes(32)),
  };
}

/** The one-line form of an Ed25519 public key (RFC 8709 section 4). */
function sshKey(key: Buffer): string {
  const type = 'ssh-ed25519';
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return `${type} ${Buffer.concat([field(Buffer.from(type)), field(key)]).toString('base64')}`;
}
