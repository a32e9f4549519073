/** Own units beside the ship's minutes: who can be there, and whether in time. */
import { Button } from '@mantine/core';
import type { OwnUnit } from '../../../src/contract/act.ts';
import type { Alert } from '../../../src/contract/alert.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { openDialog } from '../../state/dialogs.ts';
import { useLive } from '../../state/use-live.ts';
import { useTravelling } from '../../state/use-queue.ts';
import { setView } from '../../state/view-state.ts';
import { inTime, unitEtas } from '../../ui/unit-eta.ts';
import { distanceText } from '../../ui/units.ts';

const NONE: readonly OwnUnit[] = [];

export function OwnUnits({ alert }: { readonly alert: Alert }) {
  const isPast = useTravelling();
  const t = useText('alert');
  const units = useText('units');
  const ui = useText('ui');
  const assetName = useAssetName();
  const own = useLive((s) => s.state?.books.units) ?? NONE;
  const next = alert.assetsAtRisk[0];
  const etas = unitEtas(own, [alert.position.lonE5 / 1e5, alert.position.latE5 / 1e5]);
  return (
    <section aria-label={t('units')}>
      <h3>{t('units')}</h3>
      {next === undefined ? null : (
        <p className="mv-quiet">
          {t('ship-minutes', { asset: assetName(next.assetId) })}{' '}
          <strong>
            {next.minutesTo === 0 ? ui('now') : ui('minutes', { from: next.minutesFrom, to: next.minutesTo })}
          </strong>
        </p>
      )}
      {etas.length === 0 ? (
        <p>
          {t('units-none')}{' '}
          <button type="button" className="mv-link" onClick={() => setView({ page: 'units' })}>
            {t('units-enter')}
          </button>
        </p>
      ) : (
        <table className="mv-table">
          <thead>
            <tr>
              <th>{units('unit')}</th>
              <th>{t('eta')}</th>
              <th>{t('in-time')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {etas.map(({ unit, distanceM, minutes }) => {
              const verdict = inTime(minutes, next);
              return (
                <tr key={unit.id}>
                  <td>
                    {unit.name} <span className="mv-quiet">{units(`readiness-${unit.readiness}`)}</span>
                  </td>
                  <td>
                    <strong>{minutes === undefined ? '–' : t('minutes', { minutes })}</strong>{' '}
                    <span className="mv-quiet">{distanceText(distanceM)}</span>
                  </td>
                  <td>{verdict === undefined ? '–' : t(`in-time-${verdict}`)}</td>
                  <td>
                    <Button
                      size="compact-xs"
                      disabled={isPast}
                      variant="default"
                      onClick={() => openDialog({ kind: 'unit', alertId: alert.id, unitId: unit.id })}
                    >
                      {t('task')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      <p className="mv-quiet">{t('eta-how')}</p>
    </section>
  );
}
