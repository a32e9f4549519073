/**
 * The header lines of sources that give CSV. A header comes once, when the source is opened, and retention lets go of the record
 * that holds it: the rows that are kept could not be read without it.
 */
import type { NumberedRecord } from '../pipeline/journal-record.ts';
import { endOfFirstLine, isKnownHeader } from '../readers/csv-reader.ts';
import { MAX_RECORD } from '../readers/csv-records.ts';

/** `seq`: of the record in which it, or its connection, began. */
export interface CsvHeader {
  readonly source: number;
  readonly seq: number;
  readonly base64: string;
}

interface Line {
  readonly seq: number;
  bytes: Uint8Array;
  isWhole: boolean;
  /** That of the connection before, which holds where the new one brings none. */
  readonly before: Uint8Array | undefined;
}

export class CsvHeaders {
  readonly #csv = new Set<number>();
  readonly #lines = new Map<number, Line>();

  /** Of what was let go before, after its source records were taken. */
  restore(headers: readonly CsvHeader[]): void {
    for (const { source, seq, base64 } of headers) this.#add(source, seq, Buffer.from(base64, 'base64'));
  }

  take({ seq, record }: NumberedRecord): void {
    if (record.kind === 'source') {
      if (record.format.startsWith('csv')) this.#csv.add(record.source);
      if (record.state === 'up' || record.state === 'restored') this.#renew(record.source, seq);
    } else if (record.kind === 'chunk' && this.#csv.has(record.source)) this.#add(record.source, seq, record.bytes);
  }

  all(): CsvHeader[] {
    return [...this.#lines].flatMap(([source, { seq, bytes, before }]) => {
      const base64 = Buffer.from(bytes.length === 0 ? (before ?? bytes) : bytes).toString('base64');
      return base64 === '' ? [] : [{ source, seq, base64 }];
    });
  }

  #renew(source: number, seq: number): void {
    const line = this.#lines.get(source);
    if (line === undefined) return;
    const before = line.isWhole ? line.bytes : line.before;
    this.#lines.set(source, { seq, bytes: new Uint8Array(0), isWhole: false, before });
  }

  #add(source: number, seq: number, bytes: Uint8Array): void {
    const line = this.#lines.get(source) ?? { seq, bytes: new Uint8Array(0), isWhole: false, before: undefined };
    this.#lines.set(source, line);
    if (line.isWhole || line.bytes.length > MAX_RECORD) return;
    line.bytes = Buffer.concat([line.bytes, bytes]);
    const end = endOfFirstLine(line.bytes);
    line.isWhole = end >= 0;
    line.bytes = line.bytes.slice(0, end < 0 ? MAX_RECORD + 1 : end + 1);
    if (line.isWhole && line.before !== undefined && !isKnownHeader(line.bytes)) line.bytes = line.before;
  }
}
