import type { Severity } from '../../engine/severity.js';

export const sarifLevels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
