/** A payload as !AIVDM sentences (IEC 61162-1), with a tag block where wanted. */
import type { EncodedMessage } from './encode-message.ts';

/** Characters of payload in one sentence, so that it keeps within 82. */
const MAX_PAYLOAD = 56;

export interface SentenceOptions {
  readonly channel: 'A' | 'B' | '';
  /** 0 to 9: ties the parts of one message together. */
  readonly sequence: number;
  readonly talker?: string;
  /** Tag block content without checksum, as in `s:STATION,c:1735120000`. */
  readonly tag?: string;
}

/** XOR of all characters, two hexadecimal digits (NMEA 0183). */
export function checksum(content: string): string {
  let sum = 0;
  for (let i = 0; i < content.length; i++) sum ^= content.charCodeAt(i);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}

export function aivdmSentences(message: EncodedMessage, options: SentenceOptions): string[] {
  const { payload, fillBits } = message;
  const total = Math.max(1, Math.ceil(payload.length / MAX_PAYLOAD));
  return Array.from({ length: total }, (_, i) => {
    const part = payload.slice(i * MAX_PAYLOAD, (i + 1) * MAX_PAYLOAD);
    const sequence = total > 1 ? String(options.sequence % 10) : '';
    const fill = i === total - 1 ? fillBits : 0;
    const content = `${options.talker ?? 'AI'}VDM,${total},${i + 1},${sequence},${options.channel},${part},${fill}`;
    const group = total > 1 ? `g:${i + 1}-${total}-${1000 + options.sequence},` : '';
    const tag = options.tag === undefined ? '' : `${group}${options.tag}`;
    const block = tag === '' ? '' : `\\${tag}*${checksum(tag)}\\`;
    return `${block}!${content}*${checksum(content)}`;
  });
}
