/** The identity columns of a row: noticed by a hash of their bytes, read into a report only when they changed. */
import type { StaticReport } from '../ais/static-report.ts';
import type { Field } from './column-map.ts';
import type { ColumnPlaces } from './csv-plan.ts';
import type { CsvRecords } from './csv-records.ts';
import { decimalOf } from './decimal.ts';
import { dimensions, identityText, imoNumber, type Mutable } from './identity-fields.ts';
import { IdentityMemory, type IdentityMemoryData } from './identity-memory.ts';
import { shipTypeOf } from './ship-type-table.ts';
import { textOf } from './text-of-bytes.ts';

const IDENTITY_FIELDS: readonly Field[] = [
  'name',
  'callsign',
  'imo',
  'shipType',
  'toBow',
  'toStern',
  'toPort',
  'toStarboard',
  'length',
  'width',
  'draught',
  'draughtTenth',
  'destination',
];

export type IdentityValues = Omit<StaticReport, 'timeMs' | 'mmsi' | 'source' | 'offset'>;

export class CsvIdentity {
  readonly #places: ColumnPlaces;
  readonly #records: CsvRecords;
  readonly #hasDecimalComma: boolean;
  readonly #columns: readonly number[];
  readonly #memory = new IdentityMemory();
  #bytes: Uint8Array = new Uint8Array(0);
  #base = 0;

  constructor(places: ColumnPlaces, records: CsvRecords, hasDecimalComma: boolean) {
    this.#places = places;
    this.#records = records;
    this.#hasDecimalComma = hasDecimalComma;
    this.#columns = IDENTITY_FIELDS.map((field) => places[field]).filter((column) => column >= 0);
  }

  save(): IdentityMemoryData {
    return this.#memory.save();
  }

  restore(data: IdentityMemoryData): void {
    this.#memory.restore(data);
  }

  /** What the row says of the vessel; undefined where it says nothing, or nothing new. */
  read(bytes: Uint8Array, base: number, mmsi: number): IdentityValues | undefined {
    this.#bytes = bytes;
    this.#base = base;
    let hash = 0x811c9dc5;
    let isBlank = true;
    for (const column of this.#columns) {
      const to = base + this.#records.ends[column]!;
      for (let i = base + this.#records.starts[column]!; i < to; i++) {
        const byte = bytes[i]!;
        if (byte > 32) isBlank = false;
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
      hash = Math.imul(hash ^ 0xff, 0x01000193);
    }
    if (isBlank || !this.#memory.isNew(mmsi, hash)) return undefined;
    const values = this.#values();
    return Object.keys(values).length === 0 ? undefined : values;
  }

  #values(): IdentityValues {
    const values: Mutable<IdentityValues> = {};
    const name = identityText(this.#text('name'));
    if (name !== undefined) values.name = name;
    const callsign = identityText(this.#text('callsign'));
    if (callsign !== undefined) values.callsign = callsign;
    const destination = identityText(this.#text('destination'));
    if (destination !== undefined) values.destination = destination;
    const imo = imoNumber(this.#text('imo'));
    if (imo !== undefined) values.imo = imo;
    const shipType = shipTypeOf(this.#text('shipType'));
    if (shipType !== undefined) values.shipType = shipType;
    const draughtTenthM = this.#number('draughtTenth');
    const draughtM = this.#number('draught');
    if (draughtTenthM > 0) values.draughtTenthM = Math.round(draughtTenthM);
    else if (draughtM > 0) values.draughtTenthM = Math.round(draughtM * 10);
    const ends = [this.#number('toBow'), this.#number('toStern'), this.#number('toPort'), this.#number('toStarboard')];
    Object.assign(values, dimensions(ends, this.#number('length'), this.#number('width')));
    return values;
  }

  #text(field: Field): string {
    const column = this.#places[field];
    if (column < 0) return '';
    const text = textOf(
      this.#bytes,
      this.#base + this.#records.starts[column]!,
      this.#base + this.#records.ends[column]!,
    );
    return this.#records.doubled[column] === 1 ? text.replaceAll('""', '"') : text;
  }

  #number(field: Field): number {
    const column = this.#places[field];
    if (column < 0) return Number.NaN;
    const from = this.#base + this.#records.starts[column]!;
    return decimalOf(this.#bytes, from, this.#base + this.#records.ends[column]!, this.#hasDecimalComma);
  }
}
