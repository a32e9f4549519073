/** Units as they are shown. */
import { NAUTICAL_MILE_M } from '../../src/geo/units.ts';

export const METRES_A_MILE = NAUTICAL_MILE_M;

/** "3.4 km", "850 m". */
export function distanceText(metres: number): string {
  return metres < 1000 ? `${Math.round(metres)} m` : `${(metres / 1000).toFixed(1)} km`;
}

/** "+1.9" from milli-nats. */
export function natsText(milliNats: number): string {
  return `${milliNats > 0 ? '+' : ''}${(milliNats / 1000).toFixed(1)}`;
}

/** "59°25.5'N 024°30.0'E" from [lon, lat] in degrees. */
export function positionText(lon: number, lat: number): string {
  const part = (deg: number, width: number, positive: string, negative: string): string => {
    const tenths = Math.round(Math.abs(deg) * 600);
    return `${String(Math.floor(tenths / 600)).padStart(width, '0')}°${((tenths % 600) / 10).toFixed(1).padStart(4, '0')}'${deg < 0 ? negative : positive}`;
  };
  return `${part(lat, 2, 'N', 'S')} ${part(lon, 3, 'E', 'W')}`;
}
