/** Alerts as GeoJSON (RFC 7946): the last position and the way of each, for any map program. */
import type { Alert, AlertsDocument } from '../contract/alert.ts';

const degrees = (e5: number): number => e5 / 1e5;

function features(alert: Alert): unknown[] {
  const properties = {
    id: alert.id,
    kind: alert.kind,
    severity: alert.severity,
    status: alert.status,
    rank: alert.rank,
    mmsi: alert.vessel.mmsi,
    name: alert.vessel.name ?? null,
    onsetAt: alert.onsetAt,
    raisedAt: alert.raisedAt,
    sentence: alert.sentence,
  };
  const point = [degrees(alert.position.lonE5), degrees(alert.position.latE5)];
  const way = alert.profile.map((p) => [degrees(p.lonE5), degrees(p.latE5)]);
  const found: unknown[] = [
    {
      type: 'Feature',
      id: alert.id,
      properties: { ...properties, role: 'position' },
      geometry: { type: 'Point', coordinates: point },
    },
  ];
  if (way.length > 1)
    found.push({
      type: 'Feature',
      id: `${alert.id}/way`,
      properties: { ...properties, role: 'way' },
      geometry: { type: 'LineString', coordinates: way },
    });
  return found;
}

export function alertsGeoJson(document: AlertsDocument): unknown {
  return {
    type: 'FeatureCollection',
    ...(document.provenance.reconstruction === undefined ? {} : { reconstruction: document.provenance.reconstruction }),
    features: document.alerts.flatMap(features),
  };
}
