/** Who has the watch, in the header. */
import { Button } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { openDialog } from '../../state/dialogs.ts';
import { useOfficer } from '../../state/officer.ts';

export function OfficerBadge() {
  const t = useText('officer');
  const officer = useOfficer();
  return (
    <Button size="xs" variant="default" title={t('change')} onClick={() => openDialog({ kind: 'officer' })}>
      {officer === undefined ? t('nobody') : t('has-watch', { name: officer.name })}
    </Button>
  );
}
