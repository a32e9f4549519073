/** Cells of the grid in which vessels are counted together: about 28 km each way at 60 N. */

/** Quarter of a degree of latitude (28 km), half a degree of longitude (28 km at 60 N): about the 15 nm of B1's peers. */
const CELL_LAT_DEG = 0.25;
const CELL_LON_DEG = 0.5;
const COLUMNS = 720;

export const cellOf = (lon: number, lat: number): number =>
  key(Math.floor((lon + 180) / CELL_LON_DEG), Math.floor((lat + 90) / CELL_LAT_DEG));

const key = (column: number, row: number): number => row * COLUMNS + ((column + COLUMNS) % COLUMNS);

/** The cell and its eight neighbours, in a fixed order. */
export function neighbours(cell: number): number[] {
  const [column, row] = [cell % COLUMNS, Math.floor(cell / COLUMNS)];
  const found: number[] = [];
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) found.push(key(column + dx, row + dy));
  return found;
}

export const cellCentre = (cell: number): readonly [lon: number, lat: number] => [
  ((cell % COLUMNS) + 0.5) * CELL_LON_DEG - 180,
  (Math.floor(cell / COLUMNS) + 0.5) * CELL_LAT_DEG - 90,
];
