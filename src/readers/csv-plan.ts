/** From a CSV's header line to the places of its columns. */
import { MerivahtError } from '../contract/errors.ts';
import { type ColumnMap, FIELDS, type Field } from './column-map.ts';
import { CSV_IDENTITY_SHAPES, CSV_SHAPES, type CsvShape } from './csv-shape-table.ts';

/** Index of each field's column, -1 where there is none. */
export type ColumnPlaces = Readonly<Record<Field, number>>;

export interface CsvPlan {
  readonly format: string;
  readonly places: ColumnPlaces;
  readonly columnCount: number;
  readonly isCourseWrapped: boolean;
}

/** Header names as shapes write them: lower case, without blanks around, quotes, byte order mark and the Danish `# `. */
export function plainName(name: string): string {
  return name
    .replace(/^[\uFEFF#\s]+|\s+$/g, '')
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}

/** The plan for a header; undefined where its columns are of no known shape. With a user's map, MV-COLUMNS-INVALID instead. */
export function planColumns(header: readonly string[], map?: ColumnMap): CsvPlan | undefined {
  if (map !== undefined) return planFromMap(header, map);
  const names = header.map(plainName);
  const shape = CSV_SHAPES.find((s) => fits(s, names) && hasPosition(s, names));
  if (shape !== undefined) return planFromShape(shape, names);
  const isPositional = names.some((name) => COORDINATES.test(name));
  const identities = isPositional ? undefined : CSV_IDENTITY_SHAPES.find((s) => fits(s, names));
  return identities === undefined ? undefined : planFromShape(identities, names);
}

/** A header that names a coordinate is no table of vessels, even if its name is not known here. */
const COORDINATES = /^(lat|lon|lng|long)\b|latitude|longitude/;

const fits = (shape: CsvShape, names: readonly string[]): boolean => shape.needs.every((n) => names.includes(n));

/** A name written as units after a known one is not guessed at: `lat_e7` is no `lat`. */
function hasPosition(shape: CsvShape, names: readonly string[]): boolean {
  const fields = new Set(names.map((name) => fieldOf(shape, name)));
  return (['mmsi', 'lat', 'lon', 'time'] as const).every((field) => fields.has(field));
}

const fieldOf = (shape: CsvShape, name: string): Field | undefined =>
  Object.hasOwn(shape.columns, name) ? shape.columns[name] : undefined;

function planFromShape(shape: CsvShape, names: readonly string[]): CsvPlan {
  const places = noPlaces();
  names.forEach((name, i) => {
    const field = fieldOf(shape, name);
    if (field !== undefined && places[field] < 0) places[field] = i;
  });
  return {
    format: shape.format,
    places,
    columnCount: names.length,
    isCourseWrapped: shape.isCourseWrapped === true,
  };
}

function planFromMap(header: readonly string[], map: ColumnMap): CsvPlan {
  const places = noPlaces();
  const names = header.map((name) => name.trim());
  for (const [field, column] of map) {
    const exact = names.indexOf(column);
    places[field] = exact >= 0 ? exact : names.map(plainName).indexOf(plainName(column));
    if (places[field] < 0)
      throw new MerivahtError(
        'MV-COLUMNS-INVALID',
        `there is no column "${column}" for ${field}; the file has ${names.join(', ').slice(0, 500)}`,
      );
  }
  return { format: 'csv-mapped', places, columnCount: names.length, isCourseWrapped: false };
}

function noPlaces(): Record<Field, number> {
  return Object.fromEntries(Object.keys(FIELDS).map((field) => [field, -1])) as Record<Field, number>;
}
