/** The map of the theatre, its legend and its buttons; in words beside it what lies round the selected ship. */
import './map.css';
import { useRef } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { canDrawMap } from '../../map/watch-map.ts';
import { useLive } from '../../state/use-live.ts';
import { NotNow } from '../../ui/not-now.tsx';
import { MapLegend } from './map-legend.tsx';
import { MapTip } from './map-tip.tsx';
import { NearbyList } from './nearby-list.tsx';
import { useWatchMap } from './use-watch-map.ts';

const isDrawable = canDrawMap();

export function MapPanel() {
  const t = useText('map');
  return (
    <section className="mv-map" aria-label={t('title')}>
      <NotNow />
      {isDrawable ? <MapCanvas /> : <NoMap />}
      <NearbyList isOpenAtFirst={!isDrawable} />
    </section>
  );
}

function MapCanvas() {
  const t = useText('map');
  const place = useRef<HTMLDivElement>(null);
  const map = useWatchMap(place);
  const box = useLive((s) => s.info?.box);
  return (
    <div className="mv-map-frame">
      <div className="mv-map-canvas" ref={place} />
      <MapTip />
      <div className="mv-map-buttons">
        <button type="button" aria-label={t('zoom-in')} title={t('zoom-in')} onClick={() => map?.zoomBy(1)}>
          +
        </button>
        <button type="button" aria-label={t('zoom-out')} title={t('zoom-out')} onClick={() => map?.zoomBy(-1)}>
          −
        </button>
        <button
          type="button"
          aria-label={t('whole-theatre')}
          title={t('whole-theatre')}
          onClick={() => (box === undefined ? undefined : map?.showBox(box))}
        >
          ⛶
        </button>
      </div>
      <MapLegend />
      <p className="mv-map-note">{t('note')}</p>
    </div>
  );
}

/** Queue, alerts and charts do not need the map: said so, instead of an empty frame. */
function NoMap() {
  const t = useText('map');
  return (
    <div className="mv-map-frame mv-no-map" role="alert">
      <h2>{t('no-map')}</h2>
      <p>{t('no-map-why')}</p>
      <p>{t('no-map-what')}</p>
    </div>
  );
}
