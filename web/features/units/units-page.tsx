/** Own units: where they are, how ready, how fast. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OwnUnit } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Page } from '../../ui/page.tsx';
import { positionText } from '../../ui/units.ts';
import { UnitForm } from './unit-form.tsx';

const NONE: readonly OwnUnit[] = [];

export function UnitsPage() {
  const t = useText('units');
  const units = useLive((s) => s.state?.books.units) ?? NONE;
  const [edited, setEdited] = useState<OwnUnit | 'new' | undefined>(undefined);
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      {units.length === 0 ? <p className="mv-note">{t('empty')}</p> : null}
      {units.length === 0 ? null : (
        <table className="mv-table">
          <thead>
            <tr>
              <th>{t('unit')}</th>
              <th>{t('kind')}</th>
              <th>{t('position')}</th>
              <th>{t('speed')}</th>
              <th>{t('readiness')}</th>
              <th>{t('call')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={unit.id}>
                <td>{unit.name}</td>
                <td>{t(`kind-${unit.kind}`)}</td>
                <td>{positionText(unit.position[0], unit.position[1])}</td>
                <td>{(unit.speedTenthKn / 10).toFixed(1)} kn</td>
                <td>{t(`readiness-${unit.readiness}`)}</td>
                <td>{unit.call}</td>
                <td className="mv-buttons">
                  <Button size="compact-xs" variant="default" onClick={() => setEdited(unit)}>
                    {t('change')}
                  </Button>
                  <ConfirmButton
                    label={t('remove')}
                    question={t('remove-sure', { unit: unit.name })}
                    onConfirm={() =>
                      void doAct({ body: { kind: 'unit-removed', unitId: unit.id }, done: t('done-removed') })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {edited === undefined ? (
        <Button size="xs" onClick={() => setEdited('new')}>
          {t('new')}
        </Button>
      ) : (
        <UnitForm
          key={edited === 'new' ? 'new' : edited.id}
          unit={edited === 'new' ? undefined : edited}
          onDone={() => setEdited(undefined)}
        />
      )}
    </Page>
  );
}
