/** Words that are not needed at first: they come with the pages that show them (`add-later-texts.ts`). */
import { texts as cases } from '../features/cases/texts.ts';
import { texts as received } from '../features/partners/received-texts.ts';
import { texts as partners } from '../features/partners/texts.ts';
import { texts as sharing } from '../ui/sharing-texts.ts';

export const laterTexts = { cases, partners, received, sharing } as const;
