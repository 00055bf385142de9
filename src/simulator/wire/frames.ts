const HEADER_LENGTH = 4;
const LARGEST_PAYLOAD = 0xff_ffff;

/**
 * Payloads as they go over the wire: each behind its length and its sequence number, one of 16 MiB
 * and more in several frames.
 *
 * @param first sequence number of the first frame
 */
export function framed(payloads: readonly Buffer[], first: number): Buffer {
  let sequence = first;
  const parts: Buffer[] = [];
  for (const payload of payloads) {
    let at = 0;
    let length = 0;
    do {
      length = Math.min(LARGEST_PAYLOAD, payload.length - at);
      parts.push(header(length, sequence), payload.subarray(at, at + length));
      at += length;
      sequence += 1;
      // a frame of the full length is followed by another one, be it empty
    } while (length === LARGEST_PAYLOAD);
  }
  return Buffer.concat(parts);
}

function header(length: number, sequence: number): Buffer {
  const part = Buffer.alloc(HEADER_LENGTH);
  part.writeUIntLE(length, 0, 3);
  part[3] = sequence & 0xff;
  return part;
}
