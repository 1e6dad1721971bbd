/** Everything random in the cloud comes from here, so that one seed gives one history. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** A version 4 UUID. */
  uuid(): string;
  /** Hexadecimal digits, as Keystone's ids are. */
  hex(digits: number): string;
  /** A MAC address in Neutron's default range (neutron/conf/common.py, base_mac). */
  mac(): string;
}

/** Mulberry32, a small generator of 32 bits of state: good enough for ids that only have to differ. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += word().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };
  return {
    below: (below) => word() % below,
    hex,
    uuid() {
      const digits = hex(32);
      const variant = '89ab'.charAt(word() % 4);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`;
    },
    mac() {
      const digits = hex(6);
      return `fa:16:3e:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
    },
  };
}
