/** Chooses the theatre that is watched on this page. */
import { NativeSelect } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { useNode } from '../../state/node.ts';
import { setView, useView } from '../../state/view-state.ts';

export function TheatreSwitch() {
  const t = useText('shell');
  const { theatreId, language } = useView();
  const theatres = useNode()?.theatres ?? [];
  return (
    <NativeSelect
      size="xs"
      aria-label={t('theatre')}
      value={theatreId ?? ''}
      data={theatres.map((each) => ({ value: each.theatreId, label: each.name[language] }))}
      onChange={({ currentTarget }) =>
        setView({
          theatreId: currentTarget.value,
          alertId: undefined,
          mmsi: undefined,
          assetId: undefined,
          atMs: undefined,
        })
      }
    />
  );
}
