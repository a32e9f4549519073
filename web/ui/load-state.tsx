/** What stands where something is still to come, or could not come. */
import { Button } from '@mantine/core';
import { useText } from '../i18n/use-text.ts';
import { ApiError } from '../state/api.ts';

interface Asked {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Nothing once there is something to show. */
export function LoadState({ query }: { readonly query: Asked }) {
  const t = useText('ui');
  if (query.isPending)
    return (
      <p className="mv-note" role="status">
        {t('loading')}
      </p>
    );
  if (query.error === null) return null;
  const { error } = query;
  return (
    <div className="mv-note mv-note-bad" role="alert">
      <p>{t('load-failed')}</p>
      <p className="mv-quiet" lang="en">
        {error instanceof ApiError ? `${error.code}: ${error.message} ${error.remedy}` : String(error)}
      </p>
      <Button size="xs" variant="default" onClick={() => query.refetch()}>
        {t('retry')}
      </Button>
    </div>
  );
}
