/** Who is under the pointer. */
import { useLive } from '../../state/use-live.ts';
import { useHover } from './hover.ts';

export function MapTip() {
  const hover = useHover();
  const vessels = useLive((s) => s.vessels);
  const positions = useLive((s) => s.positions);
  if (hover === undefined) return null;
  const row = positions.rowOf(hover.mmsi);
  const speed = row === undefined ? 0xffff : positions.columns.speedTenthKn[row]!;
  const name = vessels.get(hover.mmsi)?.name ?? `MMSI ${hover.mmsi}`;
  return (
    <div className="mv-map-tip" style={{ left: hover.x + 14, top: hover.y + 10 }} aria-hidden="true">
      {name}
      {speed === 0xffff ? '' : ` ${(speed / 10).toFixed(1)} kn`}
    </div>
  );
}
