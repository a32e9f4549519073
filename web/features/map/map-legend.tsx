/** What the marks on the map mean. */
import { vesselClasses } from '../../../src/contract/position-frame.ts';
import { useText } from '../../i18n/use-text.ts';
import { mapColours } from '../../map/colours.ts';
import { SHAPE_BOX, vesselShapes } from '../../map/vessel-shapes.ts';
import { useView } from '../../state/view-state.ts';

const lines = [
  ['watched', undefined],
  ['degraded', '7 4'],
  ['not-watched', '1 5'],
] as const;

export function MapLegend() {
  const t = useText('map');
  const { palette } = useView();
  const colours = mapColours[palette];
  const lineColours = { watched: colours.watched, degraded: colours.degraded, 'not-watched': colours.notWatched };
  return (
    <details className="mv-map-legend">
      <summary>{t('legend')}</summary>
      <ul>
        {lines.map(([state, dash]) => (
          <li key={state}>
            <svg width="34" height="14" aria-hidden="true">
              <line
                x1="2"
                y1="7"
                x2="32"
                y2="7"
                stroke={lineColours[state]}
                strokeWidth="3"
                strokeLinecap={state === 'not-watched' ? 'round' : 'butt'}
                strokeDasharray={dash}
              />
            </svg>
            {t(`asset-${state}`)}
          </li>
        ))}
        {(['high', 'actionable', 'watch'] as const).map((severity) => (
          <li key={severity}>
            <svg
              width="34"
              height="18"
              viewBox="-17 -9 34 18"
              aria-hidden="true"
              fill="none"
              stroke={colours[severity]}
            >
              <circle
                r={6}
                strokeWidth={severity === 'watch' ? 1.5 : 2}
                strokeDasharray={severity === 'watch' ? '3 2' : undefined}
              />
              {severity === 'high' ? <circle r={8.5} strokeWidth="1.5" /> : null}
            </svg>
            {t(`alert-${severity}`)}
          </li>
        ))}
        {(['fast', 'slow', 'crawl'] as const).map((pace) => (
          <li key={pace}>
            <svg width="34" height="14" aria-hidden="true">
              <line
                x1="2"
                y1="7"
                x2="32"
                y2="7"
                stroke={{ fast: colours.text, slow: colours.actionable, crawl: colours.high }[pace]}
                strokeWidth={{ fast: 2.2, slow: 3.8, crawl: 5 }[pace]}
              />
            </svg>
            {t(`track-${pace}`)}
          </li>
        ))}
        {vesselClasses.map((each) => {
          const { outline, mark, isHollow } = vesselShapes[each];
          const points = (list: readonly (readonly [number, number])[]): string =>
            list.map((p) => p.join(',')).join(' ');
          return (
            <li key={each}>
              <svg width="34" height="20" viewBox={`-8 0 40 ${SHAPE_BOX}`} aria-hidden="true">
                <polygon
                  points={points(outline)}
                  fill={isHollow ? 'none' : colours.classes[each]}
                  stroke={isHollow ? colours.classes[each] : 'none'}
                  strokeWidth="2"
                />
                {mark === undefined ? null : (
                  <polyline points={points(mark)} stroke={colours.halo} strokeWidth="2.4" fill="none" />
                )}
              </svg>
              {t(`class-${each}`)}
            </li>
          );
        })}
        <li>
          <svg width="34" height="16" viewBox="-17 -8 34 16" aria-hidden="true">
            <circle r="5.5" fill={colours.classes.cargo} />
            <circle r="2" fill={colours.halo} />
          </svg>
          {t('at-rest')}
        </li>
      </ul>
    </details>
  );
}
