/** FNV-1a of the bytes from place `from` on, folded to 16 bits: shows damage, guards against nobody. */
export function checksum(bytes: Uint8Array, from: number): number {
  let hash = 0x811c_9dc5;
  for (let i = from; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x0100_0193);
  return ((hash >>> 16) ^ hash) & 0xffff;
}
