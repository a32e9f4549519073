/** A ship's speed against its own pace: of an alert, and of a track. */
import { useMemo } from 'react';
import type { Alert } from '../../../src/contract/alert.ts';
import type { CrossingRow, TrackPoint } from '../../../src/contract/views.ts';
import { SpeedPicture } from './speed-picture.tsx';
import { alertSeries, trackSeries } from './speed-series.ts';

export function SpeedChart({ alert }: { readonly alert: Alert }) {
  const series = useMemo(() => alertSeries(alert), [alert]);
  return <SpeedPicture series={series} />;
}

interface TrackProps {
  readonly points: readonly TrackPoint[];
  readonly ownPaceTenthKn: number | undefined;
  readonly crossings: readonly CrossingRow[];
}

export function TrackSpeedChart({ points, ownPaceTenthKn, crossings }: TrackProps) {
  const series = useMemo(() => trackSeries(points, ownPaceTenthKn, crossings), [points, ownPaceTenthKn, crossings]);
  return <SpeedPicture series={series} />;
}
