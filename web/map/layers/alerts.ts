/** Vessels that have an alert: larger, with a ring by severity, and named. */
import type { Severity } from '../../../src/contract/alert.ts';
import type { PositionColumns } from '../../../src/contract/position-frame.ts';
import { mapFonts } from '../colours.ts';
import { collection, type Feature, type Features, feature, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';
import { markOf } from './vessels.ts';

export interface AlertMark {
  readonly alertId: string;
  readonly mmsi: number;
  readonly name?: string | undefined;
  readonly severity: Severity;
  /** Where the alert says it was: used until a position is heard. */
  readonly lonE5: number;
  readonly latE5: number;
  /** Acknowledged or silenced: the ring is drawn thinner. */
  readonly isQuiet: boolean;
}

const SOURCE = 'alerts';
const ORDER: readonly Severity[] = ['watch', 'actionable', 'high'];

export const alertLayer: MapLayer = {
  source: SOURCE,
  layers: (colours) => [
    {
      id: 'alerts-ring',
      type: 'symbol',
      source: SOURCE,
      layout: {
        'icon-image': ['concat', 'ring-', ['get', 'severity']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.55, 9, 0.85],
        // Never left out itself, but no name is written over it.
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'order'],
      },
      paint: { 'icon-opacity': ['case', ['get', 'quiet'], 0.6, 1] },
    },
    {
      id: 'alerts',
      type: 'symbol',
      source: SOURCE,
      layout: {
        'icon-image': ['get', 'icon'],
        'icon-rotate': ['get', 'turn'],
        'icon-rotation-alignment': 'map',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 5, 0.7, 9, 1.15],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['get', 'name'],
        'text-font': mapFonts,
        'text-size': 13,
        // Above the track, which runs east and west here as lanes do.
        'text-anchor': 'bottom-left',
        'text-offset': [1.8, -0.5],
        'text-optional': true,
        'symbol-sort-key': ['-', ['get', 'order']],
      },
      paint: { 'text-color': colours.text, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
  ],
};

/** The gravest alert of each vessel, where it is now. */
export function alertFeatures(
  marks: readonly AlertMark[],
  columns: PositionColumns,
  rowOf: (mmsi: number) => number | undefined,
): Features {
  const gravest = new Map<number, AlertMark>();
  for (const mark of marks) {
    const held = gravest.get(mark.mmsi);
    if (held === undefined || ORDER.indexOf(mark.severity) > ORDER.indexOf(held.severity)) gravest.set(mark.mmsi, mark);
  }
  return collection(
    [...gravest.values()].map((mark): Feature => {
      const row = rowOf(mark.mmsi);
      const at: Position =
        row === undefined
          ? [mark.lonE5 / 1e5, mark.latE5 / 1e5]
          : [columns.lonE6[row]! / 1e6, columns.latE6[row]! / 1e6];
      const { icon, turnDeg } = row === undefined ? { icon: 'rest-unknown', turnDeg: 0 } : markOf(columns, row);
      return feature(
        { type: 'Point', coordinates: at },
        {
          icon,
          turn: turnDeg,
          name: mark.name ?? String(mark.mmsi),
          severity: mark.severity,
          order: ORDER.indexOf(mark.severity),
          quiet: mark.isQuiet,
        },
      );
    }),
  );
}
