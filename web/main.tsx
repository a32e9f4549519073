/** Starts the console. */
import '@mantine/core/styles.css';
import './ui/palettes.css';
import './ui/layout.css';
import './ui/queue.css';
import './ui/alert.css';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';

// The content security policy forbids making code out of text, which zod would try for speed.
z.config({ jitless: true });

createRoot(document.getElementById('root')!).render(<App />);
