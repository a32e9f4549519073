/** Where the selected ship went, by its speed against its own pace: thin at its pace, thicker and another colour the slower. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { TrackPoint } from '../../../src/contract/views.ts';
import { collection, type Feature, type Features, feature, type Position } from '../geojson.ts';
import type { MapLayer } from './layer.ts';

const SOURCE = 'track';

/** `fast`: at least 85 % of its own pace; `slow`: at least 60 %; `crawl`: less; `unknown`: no speed or no pace. */
export type PaceShare = 'fast' | 'slow' | 'crawl' | 'unknown';

export function paceShare(speedTenthKn: number | undefined, paceTenthKn: number | undefined): PaceShare {
  if (speedTenthKn === undefined || paceTenthKn === undefined || paceTenthKn <= 0) return 'unknown';
  const share = speedTenthKn / paceTenthKn;
  return share >= 0.85 ? 'fast' : share >= 0.6 ? 'slow' : 'crawl';
}

/** Two points farther apart in time are joined by a dotted line: what lay between is not known. */
export const GAP_MS = 15 * 60_000;

export const trackLayer: MapLayer = {
  source: SOURCE,
  tolerance: 0.1,
  layers: (colours) => {
    const width: ExpressionSpecification = ['match', ['get', 'pace'], 'crawl', 5, 'slow', 3.8, 2.2];
    return [
      {
        id: 'track-halo',
        type: 'line',
        source: SOURCE,
        filter: ['!', ['get', 'gap']],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': colours.halo, 'line-width': ['+', width, 2.5], 'line-opacity': 0.8 },
      },
      {
        id: 'track',
        type: 'line',
        source: SOURCE,
        filter: ['!', ['get', 'gap']],
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: {
          'line-color': [
            'match',
            ['get', 'pace'],
            'crawl',
            colours.high,
            'slow',
            colours.actionable,
            'fast',
            colours.text,
            colours.quiet,
          ],
          'line-width': width,
        },
      },
      {
        id: 'track-gap',
        type: 'line',
        source: SOURCE,
        filter: ['get', 'gap'],
        paint: { 'line-color': colours.quiet, 'line-width': 1.5, 'line-dasharray': [1, 3] },
      },
    ];
  },
};

/** Neighbouring pieces of one pace are one line. */
export function trackFeatures(points: readonly TrackPoint[], paceAt: (atMs: number) => number | undefined): Features {
  const features: Feature[] = [];
  let run: { key: string; pace: PaceShare; gap: boolean; line: Position[] } | undefined;
  const flush = (): void => {
    if (run !== undefined && run.line.length > 1)
      features.push(feature({ type: 'LineString', coordinates: run.line }, { pace: run.pace, gap: run.gap }));
  };
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!];
    const bMs = Date.parse(b.at);
    const gap = bMs - Date.parse(a.at) > GAP_MS;
    const pace = gap ? 'unknown' : paceShare(b.speedTenthKn, paceAt(bMs));
    const key = `${pace} ${gap}`;
    if (run === undefined || run.key !== key) {
      flush();
      run = { key, pace, gap, line: [[a.lonE5 / 1e5, a.latE5 / 1e5]] };
    }
    run.line.push([b.lonE5 / 1e5, b.latE5 / 1e5]);
  }
  flush();
  return collection(features);
}

/**
 * A ship's own pace at a time: of the point of the profile next before, else what its card says. A steady function for
 * `trackFeatures`.
 */
export function paceFrom(
  profile: readonly { readonly at: string; readonly ownPaceTenthKn?: number | undefined }[],
  cardPaceTenthKn: number | undefined,
): (atMs: number) => number | undefined {
  const known = profile.flatMap((p) =>
    p.ownPaceTenthKn === undefined ? [] : [{ atMs: Date.parse(p.at), pace: p.ownPaceTenthKn }],
  );
  return (atMs) => {
    const before = known.findLast((p) => p.atMs <= atMs) ?? known[0];
    return before?.pace ?? cardPaceTenthKn;
  };
}
