/** Writes the payload of one packet of the MySQL protocol, little-endian. */
export class PayloadWriter {
  readonly #parts: Buffer[] = [];

  /** One byte. */
  byte(value: number): this {
    this.#parts.push(Buffer.from([value & 0xff]));
    return this;
  }

  /** Two bytes. */
  short(value: number): this {
    const part = Buffer.alloc(2);
    part.writeUInt16LE(value);
    this.#parts.push(part);
    return this;
  }

  /** Four bytes. */
  long(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    this.#parts.push(part);
    return this;
  }

  /** Text up to the end of the packet, or of a known length. */
  text(value: string): this {
    this.#parts.push(Buffer.from(value, 'utf8'));
    return this;
  }

  /** A whole number in one to nine bytes. */
  length(value: number): this {
    return this.#raw(lengthPrefix(value));
  }

  /** Text behind its length. */
  prefixedText(value: string): this {
    const bytes = Buffer.from(value, 'utf8');
    return this.#raw(lengthPrefix(bytes.length)).#raw(bytes);
  }

  /** NULL in a row of the text protocol. */
  nullValue(): this {
    return this.byte(0xfb);
  }

  /** The payload so far. */
  finish(): Buffer {
    return Buffer.concat(this.#parts);
  }

  #raw(part: Buffer): this {
    this.#parts.push(part);
    return this;
  }
}

function lengthPrefix(value: number): Buffer {
  if (value < 0xfb) {
    return Buffer.from([value]);
  }
  if (value <= 0xffff) {
    return Buffer.from([0xfc, value & 0xff, value >> 8]);
  }
  if (value <= 0xffffff) {
    return Buffer.from([0xfd, value & 0xff, (value >> 8) & 0xff, value >> 16]);
  }
  const part = Buffer.alloc(9);
  part[0] = 0xfe;
  part.writeBigUInt64LE(BigInt(value), 1);
  return part;
}
